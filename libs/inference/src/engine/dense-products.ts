import { webAssembly } from '../platform/web-assembly.ts';
import type { DenseNetwork } from './dense-network.ts';
import { javascriptProducts } from './javascript/javascript-products.ts';
import { wasmProducts } from './wasm/wasm-products.ts';

/** Vectors that go through the first layer in one call, at most. */
export const ROWS = 16;

/** The products of vectors and a network's layers, in numbers of 64 bits. */
export interface DenseProducts {
  /** (ROWS, inputs): what the first layer reads, not standardised. Inputs of 0 cost nothing. */
  readonly vectors: Float32Array;
  /** (ROWS, units) sums of the first layer before the ReLU, then the (units) sums of each further one, of one vector. */
  readonly sums: readonly Float64Array[];
  /** Writes the first layer's sums of so many vectors. */
  runFirst(rows: number): void;
  /** Writes a further layer's sums, from the sums before of the given row, which is 0 but for those of the first layer. */
  runNext(index: number, row: number): void;
}

/** Numbers of weights from which on WebAssembly is worth a memory of its own. */
const FEWEST_FOR_WASM = 1024;

/** Makes products ready: in WebAssembly, or in JavaScript where it is missing or forbidden; both give the same to the last bit. */
export function createProducts(network: DenseNetwork): DenseProducts {
  const numbers = network.layers.reduce((sum, { kernel }) => sum + kernel.length, 0);
  if (webAssembly === undefined || numbers < FEWEST_FOR_WASM)
    return javascriptProducts(network, ROWS);
  try {
    return wasmProducts(webAssembly, network, ROWS);
  } catch (error) {
    if (error instanceof webAssembly.CompileError) return javascriptProducts(network, ROWS);
    throw error;
  }
}
