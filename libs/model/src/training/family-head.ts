import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { FEATURES } from '../networks/input-output-layers.ts';
import type { EncodedRows } from './encoded-rows.ts';

/** Name of the layer whose output is the logits. */
export const FAMILIES = 'families';

/** The network with a second output, (batch, families) logits in the order of the rows' families without the first, null. */
export function withFamilyHead(
  model: tf.LayersModel,
  families: number,
  seed: number,
): tf.LayersModel {
  const head = tf.layers.dense({
    units: families,
    name: FAMILIES,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
  });
  const logits = head.apply(model.getLayer(FEATURES).output) as tf.SymbolicTensor;
  return tf.model({ inputs: model.inputs, outputs: [...model.outputs, logits] });
}

/** Mean over the batch of the cross-entropy of each row's family, times the row's weight; rows without one count 0. */
export function familyCrossEntropy(
  rows: EncodedRows,
  members: Uint32Array,
  logits: tf.Tensor2D,
  weights?: Float32Array,
): tf.Scalar {
  const families = assertDefined(logits.shape[1]);
  const truth = new Float32Array(members.length * families);
  members.forEach((row, index) => {
    const family = rows.familyOf[row] ?? 0;
    if (family > 0 && family <= families) {
      truth[index * families + family - 1] = weights?.[row] ?? 1;
    }
  });
  const expected = tf.tensor2d(truth, [members.length, families]);
  return tf.neg(tf.sum(tf.mul(expected, tf.logSoftmax(logits)))).div(members.length);
}
