import { degasEncoding } from '@degas/features';
import type * as tf from '@tensorflow/tfjs';

import type { ModelDescription } from '../directory/manifest.ts';

/** A manifest for a network that nobody trained. */
export function describeSample(model: tf.LayersModel): ModelDescription {
  const none = { total: 0, benign: 0, dga: 0 };
  const { name, version, length } = degasEncoding;
  return {
    ...{ name: 'sample', version: 1, labels: ['benign', 'dga'], families: [], metrics: {} },
    network: { name: model.name, parameters: model.countParams(), settings: { length } },
    encoding: { name, version, length },
    ...{ threshold: 0.5, operatingPoints: [], seed: 1, gitCommit: null, command: '' },
    training: { settings: {}, backend: 'none', epochs: 0, bestEpoch: 0 },
    dataset: { training: none, validation: none, skipped: 0, sources: [] },
    created: new Date(0).toISOString(),
  };
}
