import { scoresByClass, type LabelledScores } from '../labelled-scores.ts';
import { NORMAL_DEVIATE_95, type Interval } from './wilson.ts';

/**
 * For each of `ranked`, the share of `others` below it, a tie counting half; both ascending.
 * The mean over `ranked` is the area under the curve, seen from that class.
 */
function placements(ranked: Float32Array, others: Float32Array): Float64Array {
  const shares = new Float64Array(ranked.length);
  let below = 0;
  let notAbove = 0;
  for (let i = 0; i < ranked.length; i++) {
    const score = ranked[i] ?? NaN;
    while (below < others.length && (others[below] ?? NaN) < score) below++;
    while (notAbove < others.length && (others[notAbove] ?? NaN) <= score) notAbove++;
    shares[i] = (below + notAbove) / 2 / others.length;
  }
  return shares;
}

function sampleVariance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/**
 * The 95 % interval of the area under the ROC curve by DeLong, DeLong and Clarke-Pearson's variance, taken on
 * the logit scale so that it stays within [0, 1]. Skipped DGA names rank below all. Null unless both classes
 * have two names, and where the area is 0 or 1, at which the variance says nothing.
 */
export function aucInterval(names: LabelledScores): Interval | null {
  const { benign, dga, skippedDga } = scoresByClass(names);
  const ranked = new Float32Array(dga.length + skippedDga).fill(-Infinity);
  ranked.set(dga, skippedDga);
  if (benign.length < 2 || ranked.length < 2) return null;
  const ofDga = placements(ranked, benign);
  const auc = ofDga.reduce((sum, value) => sum + value, 0) / ofDga.length;
  if (auc <= 0 || auc >= 1) return null;
  const variance =
    sampleVariance(ofDga) / ofDga.length +
    sampleVariance(placements(benign, ranked)) / benign.length;
  const centre = Math.log(auc / (1 - auc));
  const half = (NORMAL_DEVIATE_95 * Math.sqrt(variance)) / (auc * (1 - auc));
  return { low: logistic(centre - half), high: logistic(centre + half) };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
