import { EvaluationError } from '../errors.ts';
import { wilsonInterval, type Interval } from '../intervals/wilson.ts';
import { requireSameLength, type LabelledScores } from '../labelled-scores.ts';

/** Names whose scores are in [from, to), the last bin's in [from, to]. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly names: number;
  readonly meanScore: number;
  /** What the mean score should be, were it a probability. */
  readonly dgaShare: number;
  readonly dgaShareInterval: Interval | null;
}

/** How far scores can be read as probabilities, for the class mixture of these very names. */
export interface Reliability {
  /** Bins without names are left out. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance of mean score and DGA share over the bins, weighed by their names; null without names. */
  readonly expectedCalibrationError: number | null;
  /** Mean squared distance of score and label; null without names. */
  readonly brierScore: number | null;
}

export const defaultReliability = { bins: 15 } as const;

/** Returns whether every score that is not skipped is in [0, 1]. */
export function areProbabilities(scores: Float32Array): boolean {
  return scores.every((score) => Number.isNaN(score) || (score >= 0 && score <= 1));
}

/** Refuses scores outside [0, 1]. */
export function requireProbabilities(scores: Float32Array): void {
  if (areProbabilities(scores)) return;
  throw new EvaluationError(
    'EVALUATION_BAD_SCORE',
    'There are scores below 0 or above 1; calibration expects probabilities: pass them through a sigmoid first.',
  );
}

/** Compares scores with what they promise, in bins of equal width; skipped names are left out. */
export function reliability(
  { scores, labels }: LabelledScores,
  options: { readonly bins?: number } = {},
): Reliability {
  const { bins: count } = { ...defaultReliability, ...options };
  requireSameLength(scores, labels, 'labels');
  requireProbabilities(scores);
  const names = new Float64Array(count);
  const scoreSums = new Float64Array(count);
  const dga = new Float64Array(count);
  let total = 0;
  let squares = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    if (Number.isNaN(score)) continue;
    const label = labels[i] ?? 0;
    const bin = Math.min(count - 1, Math.floor(score * count));
    names[bin] = (names[bin] ?? 0) + 1;
    scoreSums[bin] = (scoreSums[bin] ?? 0) + score;
    dga[bin] = (dga[bin] ?? 0) + label;
    squares += (score - label) ** 2;
    total++;
  }
  const bins = Array.from(names, (inBin, bin): ReliabilityBin => {
    const found = dga[bin] ?? 0;
    return {
      from: bin / count,
      to: (bin + 1) / count,
      names: inBin,
      meanScore: (scoreSums[bin] ?? 0) / inBin,
      dgaShare: found / inBin,
      dgaShareInterval: wilsonInterval(found, inBin),
    };
  }).filter((bin) => bin.names > 0);
  const distance = bins.reduce(
    (sum, bin) => sum + bin.names * Math.abs(bin.meanScore - bin.dgaShare),
    0,
  );
  return {
    bins,
    expectedCalibrationError: total === 0 ? null : distance / total,
    brierScore: total === 0 ? null : squares / total,
  };
}
