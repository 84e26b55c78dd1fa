import { fromBase64 } from '../../platform/base64.ts';
import type { WasmModule, WebAssemblyInterface } from '../../platform/web-assembly.ts';
import { baselineOf, type DenseNetwork } from '../dense-network.ts';
import type { DenseProducts } from '../dense-products.ts';
import { PRODUCTS_MODULE } from './products-module.ts';

const PAGE = 65_536;
/** Bytes that the module's list has for each value of a vector. */
const LISTED = 16;

interface ProductsExports {
  readonly runFirst: (...addressesAndSizes: number[]) => void;
  readonly runNext: (...addressesAndSizes: number[]) => void;
}

let compiled: WasmModule | null = null;

/**
 * Products in WebAssembly, in a memory of their own.
 *
 * @throws CompileError where WebAssembly or its SIMD is missing or forbidden.
 */
export function wasmProducts(api: WebAssemblyInterface, network: DenseNetwork): DenseProducts {
  compiled ??= new api.Module(fromBase64(PRODUCTS_MODULE));
  const { inputs, mean, scale, layers } = network;
  const unitsOf = layers.map(({ units }) => units);
  let end = LISTED * Math.max(inputs, ...unitsOf);
  const reserve = (bytes: number): number => {
    const at = end;
    end += 16 * Math.ceil(bytes / 16);
    return at;
  };
  const vectorAt = reserve(4 * inputs);
  const sumsAt = unitsOf.map((units) => reserve(8 * units));
  const baseline = baselineOf(network);
  const constants: { at: number; data: Float32Array | Float64Array }[] = [];
  const place = (data: Float32Array | Float64Array): number => {
    const at = reserve(data.byteLength);
    constants.push({ at, data });
    return at;
  };
  const [meanAt, scaleAt] = [place(mean), place(scale)];
  const [zerosAt, baselineAt] = [place(baseline.zeros), place(baseline.sums)];
  const kernelAt = layers.map(({ kernel }) => place(Float64Array.from(kernel)));
  const biasAt = layers.map(({ bias }) => place(Float64Array.from(bias)));
  const memory = new api.Memory({ initial: Math.ceil(end / PAGE) });
  for (const { at, data } of constants)
    new Uint8Array(memory.buffer).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at); // prettier-ignore
  const { runFirst, runNext } = new api.Instance(compiled, { env: { memory } })
    .exports as ProductsExports;
  const [firstUnits = 0] = unitsOf;
  const [firstKernel = 0] = kernelAt;
  const [firstSums = 0] = sumsAt;
  return {
    vector: new Float32Array(memory.buffer, vectorAt, inputs),
    sums: unitsOf.map((units, index) => new Float64Array(memory.buffer, sumsAt[index] ?? 0, units)),
    runFirst() {
      // prettier-ignore
      runFirst(
        vectorAt, inputs, meanAt, scaleAt, zerosAt, firstKernel, firstUnits, baselineAt, firstSums, 0,
      );
    },
    runNext(index) {
      runNext(
        sumsAt[index - 1] ?? 0,
        unitsOf[index - 1] ?? 0,
        kernelAt[index] ?? 0,
        unitsOf[index] ?? 0,
        biasAt[index] ?? 0,
        sumsAt[index] ?? 0,
        0,
      );
    },
  };
}
