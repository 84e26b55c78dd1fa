import { seededRandom } from '@degas/features';

import type { CompiledModel } from '../format/compiled-model.ts';
import { featureNode } from '../format/feature-node.ts';
import { FAMILY_INPUTS } from '../group/group-family.ts';
import { groupSize } from '../group/group-features.ts';
import type { GroupNetwork } from '../group/group-network.ts';
import { withGroupNetwork } from '../group/group-tensors.ts';

/** The model with group networks of random weights, so that every number of a group counts. */
export function withRandomGroup(
  model: CompiledModel,
  { seed = 1 }: { readonly seed?: number } = {},
): CompiledModel {
  const random = seededRandom(seed);
  const features = featureNode(model)?.units ?? 0;
  const values = (length: number, size: number): Float32Array =>
    Float32Array.from({ length }, () => (random() * 2 - 1) * size);
  const network = (inputs: number): GroupNetwork => ({
    inputs,
    mean: values(inputs, 0.1),
    scale: new Float32Array(inputs).fill(1),
    layers: [layer(inputs, 8), layer(8, 1)],
  });
  const layer = (from: number, units: number) => ({
    units,
    kernel: values(from * units, Math.sqrt(6 / from)),
    bias: values(units, 0.1),
  });
  return withGroupNetwork(
    model,
    {
      group: network(groupSize(features)),
      family: network(FAMILY_INPUTS),
    },
    {
      withAnswers: rates,
      withoutAnswers: rates,
      familyThreshold: 0.2,
    },
  );
}

const rates = [1e-1, 1e-2, 1e-3, 1e-4].map((rate, i) => ({ rate, logit: i - 2 }));
