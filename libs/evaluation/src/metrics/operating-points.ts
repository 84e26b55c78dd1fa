import { EvaluationError } from '../errors.ts';
import {
  countAtOrAbove,
  scoresByClass,
  share,
  type LabelledScores,
  type ScoresByClass,
} from '../labelled-scores.ts';
import { nextFloat32 } from './next-float32.ts';

/** How sure a verdict is: each level is the false-positive rate that its threshold was set for. */
export const levelRates = { low: 1e-2, medium: 1e-3, high: 1e-4 } as const;

export type Level = keyof typeof levelRates;

export const levels = ['low', 'medium', 'high'] as const satisfies readonly Level[];

/** False alarms that a rate must amount to before a threshold is set by it: 100,000 benign names for 1e-4. */
export const MIN_FALSE_POSITIVES = 10;

interface OperatingPointBase {
  readonly level: Level;
  /** The false-positive rate that is allowed. */
  readonly rate: number;
  /** Scored benign names behind the threshold. */
  readonly benignNames: number;
}

/** A threshold set on these names for a false-positive rate, or the reason why there is none. */
export type OperatingPoint = OperatingPointBase &
  (
    | {
        readonly threshold: number;
        /** Measured on these names; at most `rate`, less where tied scores had to go together. */
        readonly falsePositiveRate: number;
        /** Null without DGA names. */
        readonly recall: number | null;
        readonly reason: null;
      }
    | {
        readonly threshold: null;
        readonly falsePositiveRate: null;
        readonly recall: null;
        readonly reason: string;
      }
  );

/** How many of `benignNames` may be called DGA at most when the rate of them is not to exceed `rate`. */
export function falsePositiveBudget(benignNames: number, rate: number): number {
  if (!(rate >= 0 && rate < 1)) {
    throw new EvaluationError(
      'EVALUATION_BAD_RATE',
      `False-positive rate ${rate}; expected a number from 0 up to but not including 1, such as 1e-3.`,
    );
  }
  // The product can fall on either side of a whole number that the quotient hits: 0.07 * 100 > 7.
  let allowed = Math.floor(rate * benignNames);
  while ((allowed + 1) / benignNames <= rate) allowed++;
  while (allowed / benignNames > rate) allowed--;
  return allowed;
}

function thresholdFor(benign: Float32Array, rate: number): number | null {
  const allowed = falsePositiveBudget(benign.length, rate);
  if (benign.length === 0) return null;
  return nextFloat32(benign[benign.length - 1 - allowed] ?? NaN);
}

function recallFrom({ dga, skippedDga }: ScoresByClass, threshold: number): number | null {
  return share(countAtOrAbove(dga, threshold), dga.length + skippedDga);
}

/**
 * The smallest threshold whose false-positive rate, measured on the scored benign names, is at most `rate`:
 * the next 32-bit float above the best-scoring benign name that must be let through. Benign names with equal
 * scores are let through together, so the measured rate may be lower than asked, never higher. It may lie
 * above 1 when more benign names than allowed score exactly 1. Null without scored benign names.
 */
export function thresholdAtFalsePositiveRate(names: LabelledScores, rate: number): number | null {
  return thresholdFor(scoresByClass(names).benign, rate);
}

/**
 * Recall at that threshold, skipped DGA names being misses; null where either class is missing. It answers for
 * any number of names: `operatingPoints` is the one that refuses a rate which too few names stand behind.
 */
export function recallAtFalsePositiveRate(names: LabelledScores, rate: number): number | null {
  const byClass = scoresByClass(names);
  const threshold = thresholdFor(byClass.benign, rate);
  return threshold === null ? null : recallFrom(byClass, threshold);
}

/**
 * The low, medium and high thresholds of these names. A rate that amounts to fewer than ten false positives here
 * has no threshold but a reason: 1e-4 takes 100,000 benign names, 1e-3 takes 10,000, 1e-2 takes 1,000.
 */
export function operatingPoints(names: LabelledScores): OperatingPoint[] {
  const byClass = scoresByClass(names);
  const benignNames = byClass.benign.length;
  return levels.map((level) => {
    const rate = levelRates[level];
    const needed = Math.round(MIN_FALSE_POSITIVES / rate);
    const base = { level, rate, benignNames };
    const threshold = benignNames < needed ? null : thresholdFor(byClass.benign, rate);
    if (threshold === null) {
      const reason = `a false-positive rate of ${rate.toExponential()} takes ${needed} benign names, there are ${benignNames}`;
      return { ...base, threshold: null, falsePositiveRate: null, recall: null, reason };
    }
    return {
      ...base,
      threshold,
      falsePositiveRate: countAtOrAbove(byClass.benign, threshold) / benignNames,
      recall: recallFrom(byClass, threshold),
      reason: null,
    };
  });
}
