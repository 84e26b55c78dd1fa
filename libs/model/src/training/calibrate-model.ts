import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import type { TrainedModel } from './trained-model.ts';

/** logit → scale · logit + shift. */
export interface LogitCalibration {
  readonly scale: number;
  readonly shift: number;
}

const STEPS = 50;
/** Scores of exactly 0 and 1 have no finite logit. */
const EDGE = 1e-7;

/**
 * Makes a trained model's scores probabilities on its validation names: the scale and shift of the logit that these names are
 * likeliest under (Platt, 1999: Probabilistic Outputs for Support Vector Machines) go into the last layer, so that every export
 * has them. The order of scores stays. Changes the model in place and returns it with its validation scores computed again.
 */
export function calibrateModel(trained: TrainedModel): {
  trained: TrainedModel;
  calibration: LogitCalibration;
} {
  const { scores, labels } = trained.validation;
  const calibration = fitLogits(scores, labels);
  const last = assertDefined(trained.model.layers.at(-1));
  tf.tidy(() => {
    const [kernel, bias] = last.getWeights();
    const { scale, shift } = calibration;
    last.setWeights([assertDefined(kernel).mul(scale), assertDefined(bias).mul(scale).add(shift)]);
  });
  const calibrated = scores.map((score) => probability(logit(score), calibration));
  const validation = { ...trained.validation, scores: calibrated };
  return { trained: { ...trained, validation }, calibration };
}

/** By Newton's method on the mean cross-entropy, which is convex in both. */
export function fitLogits(scores: Float32Array, labels: Uint8Array): LogitCalibration {
  const logits = scores.map(logit);
  let scale = 1;
  let shift = 0;
  for (let step = 0; step < STEPS; step++) {
    // Gradient and curvature; a trace of the identity keeps the matrix invertible.
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    logits.forEach((z, row) => {
      const p = probability(z, { scale, shift });
      const error = p - (labels[row] ?? 0);
      const weight = p * (1 - p);
      g0 += error * z;
      g1 += error;
      h00 += weight * z * z;
      h01 += weight * z;
      h11 += weight;
    });
    const determinant = h00 * h11 - h01 * h01;
    const move0 = (h11 * g0 - h01 * g1) / determinant;
    const move1 = (h00 * g1 - h01 * g0) / determinant;
    // Half a step where a whole one would turn the order of scores around.
    const factor = scale - move0 > 0 ? 1 : scale / (2 * move0);
    scale -= factor * move0;
    shift -= factor * move1;
    if (Math.abs(move0) + Math.abs(move1) < 1e-6) break;
  }
  return { scale, shift };
}

function logit(score: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(inside / (1 - inside));
}

function probability(z: number, { scale, shift }: LogitCalibration): number {
  return 1 / (1 + Math.exp(-(scale * z + shift)));
}
