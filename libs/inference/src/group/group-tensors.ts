import { InferenceError } from '../errors.ts';
import { type CompiledModel, type CompiledTensor, tensorValues } from '../format/compiled-model.ts';
import type { HeaderFields } from '../format/header-fields.ts';
import type { AlertRate, GroupHeader } from './group-header.ts';
import type { DenseLayer, GroupNetwork } from './group-network.ts';

/** Returns the model with a group network, whose weights are kept as int8. */
export function withGroupNetwork(
  model: CompiledModel,
  { inputs, mean, scale, layers }: GroupNetwork,
  header: Omit<GroupHeader, 'units'>,
): CompiledModel {
  const tensors: Record<string, CompiledTensor> = {
    ...model.tensors,
    'group/mean': { shape: [inputs], data: mean },
    'group/scale': { shape: [inputs], data: scale },
  };
  let before = inputs;
  layers.forEach(({ units, kernel, bias }, index) => {
    tensors[`group/${index}/kernel`] = quantised(kernel, before, units);
    tensors[`group/${index}/bias`] = { shape: [units], data: bias };
    before = units;
  });
  return { ...model, tensors, group: { ...header, units: layers.map(({ units }) => units) } };
}

/** Integers from -127 to 127 with a scale for each unit. */
function quantised(kernel: Float32Array, inputs: number, units: number): CompiledTensor {
  const scales = new Float32Array(units);
  kernel.forEach((value, i) => {
    scales[i % units] = Math.max(scales[i % units] ?? 0, Math.abs(value) / 127);
  });
  const data = Int8Array.from(kernel, (value, i) =>
    Math.round(value / Math.max(scales[i % units] ?? 0, 1e-12)),
  );
  return { shape: [inputs, units], data, scales };
}

/** Returns the group network of a model, null where it has none; one that doesn't fit is an InferenceError. */
export function groupNetworkOf(model: CompiledModel): GroupNetwork | null {
  const { group, tensors } = model;
  if (group === undefined) return null;
  const values = (name: string, length: number): Float32Array => {
    const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
    if (tensor?.data.length === length) return tensorValues(tensor);
    throw new InferenceError(
      'INFERENCE_INVALID_MODEL',
      `The group network's tensor '${name}' has ${tensor?.data.length ?? 'no'} numbers. Expected ${length}. Compile the model again.`,
    );
  };
  const inputs = tensors['group/mean']?.data.length ?? 0;
  let before = inputs;
  const layers = group.units.map((units, index): DenseLayer => {
    const layer = {
      units,
      kernel: values(`group/${index}/kernel`, before * units),
      bias: values(`group/${index}/bias`, units),
    };
    before = units;
    return layer;
  });
  if (before !== 1 || layers.length === 0) {
    throw new InferenceError(
      'INFERENCE_INVALID_MODEL',
      `The group network ends in ${before} numbers. Expected one, its score. Compile the model again.`,
    );
  }
  return {
    inputs,
    mean: values('group/mean', inputs),
    scale: values('group/scale', inputs),
    layers,
  };
}

/** The group network's part of an untrusted header. */
export function readGroupHeader(fields: HeaderFields): GroupHeader {
  const rates = (name: string): AlertRate[] =>
    fields
      .objects(name)
      .map((each) => ({ rate: each.number('rate'), logit: each.number('logit') }));
  return {
    units: fields.counts('units'),
    withAnswers: rates('withAnswers'),
    withoutAnswers: rates('withoutAnswers'),
    familyThreshold: fields.number('familyThreshold'),
  };
}
