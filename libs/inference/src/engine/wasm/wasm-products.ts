import { fromBase64 } from '../../platform/base64.ts';
import type { WasmModule, WebAssemblyInterface } from '../../platform/web-assembly.ts';
import type { DenseProducts, Matrix } from '../dense-products.ts';
import { PRODUCTS_MODULE } from './products-module.ts';

const PAGE = 65_536;
/** Bytes that the module needs for each value of a vector. */
const ROW = 16;

interface ProductsExports {
  readonly addProducts: (...addressesAndSizes: number[]) => void;
}

let compiled: WasmModule | null = null;

/**
 * Products in WebAssembly, in a memory of their own.
 *
 * @throws CompileError where WebAssembly or its SIMD is missing or forbidden.
 */
export function wasmProducts(
  api: WebAssemblyInterface,
  inputs: number,
  matrices: readonly Matrix[],
): DenseProducts {
  compiled ??= new api.Module(fromBase64(PRODUCTS_MODULE));
  let end = ROW * Math.max(inputs, ...matrices.map(({ units }) => units));
  const reserve = (numbers: number): number => {
    const at = end;
    // Aligned to 16 bytes.
    end += 16 * Math.ceil(numbers / 2);
    return at;
  };
  const vectors = [inputs, ...matrices.map(({ units }) => units)];
  const vectorAt = vectors.map(reserve);
  const kernelAt = matrices.map(({ kernel }) => reserve(kernel.length));
  const memory = new api.Memory({ initial: Math.ceil(end / PAGE) });
  const view = (at: number, numbers: number): Float64Array =>
    new Float64Array(memory.buffer, at, numbers);
  matrices.forEach(({ kernel }, index) => {
    view(kernelAt[index] ?? 0, kernel.length).set(kernel);
  });
  const { addProducts } = new api.Instance(compiled, { env: { memory } })
    .exports as ProductsExports;
  const [values = new Float64Array(0), ...sums] = vectors.map((numbers, i) =>
    view(vectorAt[i] ?? 0, numbers),
  );
  return {
    values,
    sums,
    add(index) {
      addProducts(
        vectorAt[index] ?? 0,
        vectors[index] ?? 0,
        kernelAt[index] ?? 0,
        vectors[index + 1] ?? 0,
        vectorAt[index + 1] ?? 0,
        0,
      );
    },
  };
}
