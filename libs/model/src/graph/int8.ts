import type { CompiledTensor } from '@degas/inference';

import type { Weight } from './weight.ts';

const GREATEST = 127;

/** Whole numbers from -127 to 127 that are `scale` times smaller than the values. */
export interface Int8Values {
  readonly data: Int8Array;
  readonly scale: number;
}

/** The nearest that int8 can say, the greatest magnitude being 127; values on that grid already keep theirs. */
export function quantise(values: Float32Array): Int8Values {
  const { round } = Math;
  let least = 0;
  let most = 0;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = Math.fround(Math.max(-least, most) / GREATEST) || 1;
  const data = new Int8Array(values.length);
  for (let i = 0; i < data.length; i++) data[i] = round((values[i] ?? 0) / scale);
  return { scale, data };
}

/** Moves each value to the nearest that int8 can say. */
export function roundToInt8(values: Float32Array): void {
  const { data, scale } = quantise(values);
  data.forEach((value, index) => {
    values[index] = value * scale;
  });
}

/** A weight as int8 for the compiled form. */
export function toInt8({ shape, data }: Weight): CompiledTensor {
  const { data: whole, scale } = quantise(data);
  return { shape, data: whole, scales: Float32Array.of(scale) };
}

/** Whole numbers as they are. */
export function wholeNumbers({ shape, data }: Weight): CompiledTensor {
  return { shape, data: Int8Array.from(data), scales: Float32Array.of(1) };
}

/** The same with a scale for each of the last axis' columns. */
export function toInt8Columns({ shape, data }: Weight): CompiledTensor {
  const columns = shape.at(-1) ?? 1;
  const scales = new Float32Array(columns);
  data.forEach((value, index) => {
    const column = index % columns;
    scales[column] = Math.max(scales[column] ?? 0, Math.abs(value) / GREATEST);
  });
  const steps = (value: number, index: number): number =>
    Math.round(value / ((scales[index % columns] ?? 0) || 1));
  return { shape, data: Int8Array.from(data, steps), scales };
}
