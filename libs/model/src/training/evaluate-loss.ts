import { setImmediate } from 'node:timers/promises';

import * as tf from '@tensorflow/tfjs';

import type { Forward } from '../forward/forward.ts';
import { BatchReader, lengthOrder } from './batches.ts';
import type { EncodedRows } from './encoded-rows.ts';

const BATCH = 1024;

/** The score of every row, in the rows' order. */
export async function scoreRows(forward: Forward, rows: EncodedRows): Promise<Float32Array> {
  const scores = new Float32Array(rows.count);
  const order = lengthOrder(rows);
  const reader = new BatchReader(rows, BATCH, forward.cuttable);
  for (let from = 0; from < order.length; from += BATCH) {
    const members = order.subarray(from, from + BATCH);
    const batch = reader.read(members);
    const result = tf.tidy(() => tf.sigmoid(forward.logits(batch)));
    const values = await result.data<'float32'>();
    result.dispose();
    members.forEach((row, index) => {
      scores[row] = values[index] ?? 0;
    });
    await setImmediate(); // keeps the process answering
  }
  return scores;
}

/** Mean binary cross-entropy and the share on the right side of .5. */
export function evaluateLoss(
  scores: Float32Array,
  labels: Uint8Array,
): { loss: number; accuracy: number } {
  let loss = 0;
  let right = 0;
  scores.forEach((score, row) => {
    const ofTruth = labels[row] === 1 ? score : 1 - score;
    loss -= Math.log(Math.max(ofTruth, 1e-7));
    if (score >= 0.5 === (labels[row] === 1)) right++;
  });
  return { loss: loss / scores.length, accuracy: right / scores.length };
}
