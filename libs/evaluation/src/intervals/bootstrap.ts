import { seededRandom } from '@degas/features';

import { countAtOrAbove, scoresByClass, type LabelledScores } from '../labelled-scores.ts';
import type { ConfusionMatrix } from '../metrics/confusion.ts';
import { nextFloat32 } from '../metrics/next-float32.ts';
import { falsePositiveBudget } from '../metrics/operating-points.ts';
import { drawBeta, drawBinomial } from './random-variates.ts';
import { percentileInterval, type Interval } from './wilson.ts';

export interface BootstrapOptions {
  /** The same seed returns the same interval. */
  readonly seed?: number;
  readonly replicates?: number;
}

export const defaultBootstrap = { seed: 1, replicates: 1000 } as const;

/** A 95 % interval for recall, pooled and as the mean over families, at a false-positive rate. */
export interface RecallIntervals {
  readonly recall: Interval | null;
  readonly macroRecall: Interval | null;
}

/**
 * The bootstrap's intervals for recall at a false-positive rate, resampling the benign names that set the
 * threshold and the DGA names of each family that are measured by it.
 *
 * No name is copied: in a resample the score at a rank is the original score at the rank that a beta deviate
 * tells, and the names of a family above a threshold are a binomial deviate. The replicates are distributed as
 * those of the plain bootstrap, at a cost that hardly grows with the number of names.
 */
export function recallIntervalsAtFalsePositiveRate(
  names: LabelledScores,
  families: readonly (string | null)[],
  rate: number,
  options: BootstrapOptions = {},
): RecallIntervals {
  const { seed, replicates } = { ...defaultBootstrap, ...options };
  const { benign } = scoresByClass(names);
  const strata = scoresByFamily(names, families);
  const total = strata.reduce((sum, { names: count }) => sum + count, 0);
  if (benign.length === 0 || total === 0) return { recall: null, macroRecall: null };

  const named = strata.filter(({ family }) => family !== null).length;
  const random = seededRandom(seed);
  const firstPassed = falsePositiveBudget(benign.length, rate) + 1; // rank from the top
  const recalls = new Float64Array(replicates);
  const macroRecalls = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const position = Math.floor(
      benign.length * drawBeta(firstPassed, benign.length + 1 - firstPassed, random),
    );
    const threshold = nextFloat32(benign[Math.max(0, benign.length - 1 - position)] ?? NaN);
    let found = 0;
    let shares = 0;
    for (const { family, names: count, sorted } of strata) {
      const drawn = drawBinomial(count, countAtOrAbove(sorted, threshold) / count, random);
      found += drawn;
      if (family !== null) shares += drawn / count;
    }
    recalls[replicate] = found / total;
    macroRecalls[replicate] = shares / named;
  }
  return {
    recall: percentileInterval(recalls),
    macroRecall: named === 0 ? null : percentileInterval(macroRecalls),
  };
}

/** The bootstrap's 95 % interval for F1 at a threshold, each class resampled by itself; null without DGA names. */
export function f1Interval(
  matrix: ConfusionMatrix,
  options: BootstrapOptions = {},
): Interval | null {
  const { seed, replicates } = { ...defaultBootstrap, ...options };
  const dga = matrix.truePositives + matrix.falseNegatives;
  const benign = matrix.falsePositives + matrix.trueNegatives;
  if (dga === 0) return null;
  const random = seededRandom(seed);
  const scores = Float64Array.from({ length: replicates }, () => {
    const found = drawBinomial(dga, matrix.truePositives / dga, random);
    const alarms = benign === 0 ? 0 : drawBinomial(benign, matrix.falsePositives / benign, random);
    return (2 * found) / (dga + found + alarms);
  });
  return percentileInterval(scores);
}

interface FamilyScores {
  readonly family: string | null;
  /** The skipped ones included, which are in no `sorted`. */
  readonly names: number;
  readonly sorted: Float32Array;
}

function scoresByFamily(
  { scores, labels }: LabelledScores,
  families: readonly (string | null)[],
): FamilyScores[] {
  const byFamily = new Map<string | null, number[]>();
  for (let i = 0; i < scores.length; i++) {
    if (labels[i] !== 1) continue;
    const score = scores[i] ?? NaN;
    const family = families[i] ?? null;
    const known = byFamily.get(family);
    if (known) known.push(score);
    else byFamily.set(family, [score]);
  }
  return [...byFamily].map(([family, values]) => ({
    family,
    names: values.length,
    sorted: Float32Array.from(values.filter((value) => !Number.isNaN(value))).sort(),
  }));
}
