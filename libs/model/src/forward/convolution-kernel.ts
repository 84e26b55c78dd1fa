import type { CodeRows, EmbeddingConvSettings } from './code-rows.ts';
import { CONVOLUTION_MODULE } from './convolution-module.ts';

/** TypeScript has WebAssembly in the types of browsers only; this is the part that is used here. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}
type Convolve = (...values: (number | boolean)[]) => void;

export interface ConvolutionShape extends CodeRows, EmbeddingConvSettings {
  readonly vocabulary: number;
  readonly kernelSize: number;
  readonly filters: number;
}

const BLOCK = 16;
const BLOCK_BYTES = 64;
const PAGE = 65536;

let instance: { memory: Memory; convolve: Convolve } | undefined;

/** Whether the kernel can do it: filters come in sixteens, and a place in its window fits a byte. */
export function canConvolve({ filters, window, length }: ConvolutionShape): boolean {
  return filters % BLOCK === 0 && Math.min(window, length) <= 256;
}

/**
 * The forward pass of `embeddingConv`, by SIMD. `tables` is (vocabulary, kernel size, filters); `out` and `argmax` are
 * (count, windows, filters).
 */
export function convolveBySimd(
  shape: ConvolutionShape,
  tables: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  argmax: Uint8Array,
): void {
  const { count, length, window, kernelSize, filters, vocabulary, relu } = shape;
  const tapBytes = (vocabulary + 1) * BLOCK_BYTES;
  const offsetsAt = 0;
  const tablesAt = align(count * (length + kernelSize - 1) * 4);
  const biasAt = tablesAt + (tapBytes * kernelSize * filters) / BLOCK;
  const outAt = align(biasAt + filters * 4);
  const placesAt = outAt + out.length * 4;
  const { memory, convolve } = ready(placesAt + out.length);
  fillOffsets(shape, new Int32Array(memory.buffer, offsetsAt));
  fillTables(shape, tables, new Float32Array(memory.buffer, tablesAt, (biasAt - tablesAt) / 4));
  new Float32Array(memory.buffer, biasAt, filters).set(bias);
  convolve(
    ...[offsetsAt, count, length, window, kernelSize, filters],
    ...[tablesAt, tapBytes, biasAt, outAt, placesAt, relu],
  );
  out.set(new Float32Array(memory.buffer, outAt, out.length));
  argmax.set(new Uint8Array(memory.buffer, placesAt, argmax.length));
}

const align = (bytes: number): number => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;

function ready(bytes: number): { memory: Memory; convolve: Convolve } {
  if (!instance) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const module = new WebAssembly.Module(Buffer.from(CONVOLUTION_MODULE, 'base64'));
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    instance = { memory, convolve: (exports as { convolve: Convolve }).convolve };
  }
  const { memory } = instance;
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return instance;
}

/** Where the row of each code begins within a tap; around a name, the row of zeros. */
function fillOffsets(
  { codes, count, length, kernelSize, vocabulary }: ConvolutionShape,
  offsets: Int32Array,
): void {
  const before = (kernelSize - 1) >> 1;
  const outside = vocabulary * BLOCK_BYTES;
  let to = 0;
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < before; i++) offsets[to++] = outside;
    for (let i = row * length; i < (row + 1) * length; i++) {
      offsets[to++] = (codes[i] ?? 0) * BLOCK_BYTES;
    }
    for (let i = before + 1; i < kernelSize; i++) offsets[to++] = outside;
  }
}

/** (vocabulary, kernel size, filters) → (filters / 16, kernel size, vocabulary + 1, 16), the last row zeros. */
function fillTables(
  { kernelSize, filters, vocabulary }: ConvolutionShape,
  tables: Float32Array,
  packed: Float32Array,
): void {
  let to = 0;
  for (let block = 0; block < filters; block += BLOCK) {
    for (let tap = 0; tap < kernelSize; tap++) {
      for (let code = 0; code < vocabulary; code++) {
        const from = (code * kernelSize + tap) * filters + block;
        for (let i = 0; i < BLOCK; i++) packed[to++] = tables[from + i] ?? 0;
      }
      packed.fill(0, to, (to += BLOCK));
    }
  }
}
