import { type CompiledTensor } from '@degas/inference';

import { type Weight } from './network-graph.ts';

const GREATEST = 127;

/** A scale for each column, so that the column's greatest magnitude is 127 of them; 0 for a column of zeros. */
export function columnScales(data: Float32Array, columns: number): Float32Array {
  const scales = new Float32Array(columns);
  data.forEach((value, index) => {
    const column = index % columns;
    scales[column] = Math.max(scales[column] ?? 0, Math.abs(value));
  });
  return scales.map((greatest) => greatest / GREATEST);
}

/** A weight as int8 with a scale for each of its last axis' columns; one on that grid already keeps its values. */
export function toInt8({ shape, data }: Weight): CompiledTensor {
  const scales = columnScales(data, shape.at(-1) ?? 1);
  return {
    shape,
    data: Int8Array.from(data, (value, index) => steps(value, index, scales)),
    scales,
  };
}

/** Moves each value to the nearest that int8 can say. */
export function roundToInt8(data: Float32Array, columns: number): void {
  const scales = columnScales(data, columns);
  data.forEach((value, index) => {
    data[index] = steps(value, index, scales) * (scales[index % columns] ?? 0);
  });
}

function steps(value: number, index: number, scales: Float32Array): number {
  const scale = scales[index % scales.length] ?? 0;
  return scale === 0 ? 0 : Math.round(value / scale);
}
