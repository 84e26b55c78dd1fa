import type { DenseLayer } from '../engine/dense-network.ts';
import { InferenceError } from '../errors.ts';
import { type CompiledModel, type CompiledTensor, tensorValues } from '../format/compiled-model.ts';
import type { HeaderFields } from '../format/header-fields.ts';
import type { AlertRate, GroupHeader, GroupLevels } from './group-header.ts';
import type { GroupNetwork } from './group-network.ts';

/** What the tensors of the networks are called. */
const GROUP = 'group';
const FAMILY = 'group/family';

/** Networks that judge groups. */
export interface GroupNetworks {
  readonly group: GroupNetwork;
  /** Over how well a group fits its likeliest family; null where the mean probability decides. */
  readonly family: GroupNetwork | null;
}

/** Returns the model with a group network, whose weights are kept as int8. */
export function withGroupNetwork(
  model: CompiledModel,
  { group, family }: GroupNetworks,
  header: GroupLevels,
): CompiledModel {
  const kept = Object.entries(model.tensors).filter(([key]) => !key.startsWith(`${GROUP}/`));
  return {
    ...model,
    tensors: {
      ...Object.fromEntries(kept),
      ...tensorsOf(GROUP, group),
      ...(family !== null && tensorsOf(FAMILY, family)),
    },
    group: {
      ...header,
      units: unitsOf(group),
      ...(family !== null && { familyUnits: unitsOf(family) }),
    },
  };
}

function unitsOf({ layers }: GroupNetwork): number[] {
  return layers.map(({ units }) => units);
}

function tensorsOf(
  prefix: string,
  { inputs, mean, scale, layers }: GroupNetwork,
): Record<string, CompiledTensor> {
  const tensors: Record<string, CompiledTensor> = {
    [`${prefix}/mean`]: { shape: [inputs], data: mean },
    [`${prefix}/scale`]: { shape: [inputs], data: scale },
  };
  let before = inputs;
  layers.forEach(({ units, kernel, bias }, index) => {
    tensors[`${prefix}/${index}/kernel`] = quantised(kernel, before, units);
    tensors[`${prefix}/${index}/bias`] = { shape: [units], data: bias };
    before = units;
  });
  return tensors;
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
  return model.group === undefined ? null : networkOf(model, GROUP, model.group.units);
}

/** Returns the network that tells known families from others, null where a model has none. */
export function familyNetworkOf(model: CompiledModel): GroupNetwork | null {
  const units = model.group?.familyUnits;
  return units === undefined ? null : networkOf(model, FAMILY, units);
}

function networkOf(
  { tensors }: CompiledModel,
  prefix: string,
  layerUnits: readonly number[],
): GroupNetwork {
  const values = (name: string, length: number): Float32Array => {
    const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
    if (tensor?.data.length === length) return tensorValues(tensor);
    throw new InferenceError(
      'INFERENCE_INVALID_MODEL',
      `The group network's tensor '${name}' has ${tensor?.data.length ?? 'no'} numbers. Expected ${length}. Compile the model again.`,
    );
  };
  const inputs = tensors[`${prefix}/mean`]?.data.length ?? 0;
  let before = inputs;
  const layers = layerUnits.map((units, index): DenseLayer => {
    const layer = {
      units,
      kernel: values(`${prefix}/${index}/kernel`, before * units),
      bias: values(`${prefix}/${index}/bias`, units),
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
    mean: values(`${prefix}/mean`, inputs),
    scale: values(`${prefix}/scale`, inputs),
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
    ...(fields.has('familyUnits') && { familyUnits: fields.counts('familyUnits') }),
    withAnswers: rates('withAnswers'),
    withoutAnswers: rates('withoutAnswers'),
    familyThreshold: fields.number('familyThreshold'),
  };
}
