import { webAssembly } from '../platform/web-assembly.ts';
import type { DenseNetwork } from './dense-network.ts';
import { javascriptProducts } from './javascript/javascript-products.ts';
import { wasmProducts } from './wasm/wasm-products.ts';

/** The products of a vector and a network's layers, in numbers of 64 bits. */
export interface DenseProducts {
  /** What the first layer reads, not standardised. Inputs of 0 cost nothing. */
  readonly vector: Float32Array;
  /** The (units) sums of each layer, before the ReLU. */
  readonly sums: readonly Float64Array[];
  /** Writes the first layer's sums. */
  runFirst(): void;
  /** Writes a further layer's sums, from the sums before. */
  runNext(index: number): void;
}

/** Numbers of weights from which on WebAssembly is worth a memory of its own. */
const FEWEST_FOR_WASM = 1024;

/** Makes products ready: in WebAssembly, or in JavaScript where it is missing or forbidden; both give the same to the last bit. */
export function createProducts(network: DenseNetwork): DenseProducts {
  const numbers = network.layers.reduce((sum, { kernel }) => sum + kernel.length, 0);
  if (webAssembly === undefined || numbers < FEWEST_FOR_WASM) return javascriptProducts(network);
  try {
    return wasmProducts(webAssembly, network);
  } catch (error) {
    if (error instanceof webAssembly.CompileError) return javascriptProducts(network);
    throw error;
  }
}
