import type { CompiledModel, CompiledTensor } from '../format/compiled-model.ts';

/** The model with its tables and kernels as int8, or what `isQuantised` picks, a scale for each channel. */
export function quantised(
  model: CompiledModel,
  isQuantised = (_: string, { shape }: CompiledTensor): boolean => shape.length >= 2,
): CompiledModel {
  const tensors = Object.entries(model.tensors).map(([name, tensor]): [string, CompiledTensor] => [
    name,
    !isQuantised(name, tensor) || 'scales' in tensor
      ? tensor
      : quantisedTensor(tensor.shape, tensor.data),
  ]);
  return { ...model, tensors: Object.fromEntries(tensors) };
}

function quantisedTensor(shape: readonly number[], data: Float32Array): CompiledTensor {
  const channels = shape.at(-1) ?? 1;
  const scales = new Float32Array(channels);
  data.forEach((value, i) => {
    scales[i % channels] = Math.max(scales[i % channels] ?? 0, Math.abs(value) / 127);
  });
  return {
    shape,
    data: Int8Array.from(data, (value, i) => {
      const scale = scales[i % channels] ?? 0;
      return scale === 0 ? 0 : Math.round(value / scale);
    }),
    scales,
  };
}
