import { webAssembly } from '../platform/web-assembly.ts';
import { javascriptProducts } from './javascript/javascript-products.ts';
import { wasmProducts } from './wasm/wasm-products.ts';

/** A matrix by row, one for each input, of so many units. */
export interface Matrix {
  readonly units: number;
  readonly kernel: Float32Array;
}

/** A chain of matrices that vectors of 64-bit numbers are multiplied with; each one's sums are the values of the next one. */
export interface DenseProducts {
  /** What the first matrix is multiplied with. */
  readonly values: Float64Array;
  readonly sums: readonly Float64Array[];
  /** Adds the products of a matrix to its sums; values of 0 cost nothing. */
  add(index: number): void;
}

/** Numbers of matrices from which on WebAssembly is worth a memory of its own. */
const FEWEST_FOR_WASM = 1024;

/** Makes products ready: in WebAssembly, or in JavaScript where it is missing or forbidden; both give the same to the last bit. */
export function createProducts(inputs: number, matrices: readonly Matrix[]): DenseProducts {
  const numbers = matrices.reduce((sum, { kernel }) => sum + kernel.length, 0);
  if (webAssembly === undefined || numbers < FEWEST_FOR_WASM)
    return javascriptProducts(inputs, matrices);
  try {
    return wasmProducts(webAssembly, inputs, matrices);
  } catch (error) {
    if (error instanceof webAssembly.CompileError) return javascriptProducts(inputs, matrices);
    throw error;
  }
}
