import { requireSameLength } from '../labelled-scores.ts';

export interface McnemarInput {
  readonly labels: Uint8Array;
  /** Scores of the two models for the same names, in the same order. */
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** Each model is evaluated at its own; default 0.5. */
  readonly firstThreshold?: number;
  readonly secondThreshold?: number;
}

/** Names on which exactly one of two models is right, and how surprising their split is if both are as good. */
export interface McnemarResult {
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  /** Two-sided and exact, from the binomial distribution; 1 when the models never differ. */
  readonly pValue: number;
}

const defaultThresholds = { firstThreshold: 0.5, secondThreshold: 0.5 } as const;

/**
 * McNemar's test of whether two models err equally often on the same names. A skipped name counts as benign: no
 * alarm is raised for it, so that a skipped DGA name is an error and a skipped benign one is not.
 */
export function mcnemarTest(input: McnemarInput): McnemarResult {
  const { labels, first, second, firstThreshold, secondThreshold } = {
    ...defaultThresholds,
    ...input,
  };
  requireSameLength(first, second, 'scores of the second model');
  requireSameLength(first, labels, 'labels');
  let onlyFirstRight = 0;
  let onlySecondRight = 0;
  let bothRight = 0;
  for (const [i, label] of labels.entries()) {
    const firstIsRight = (first[i] ?? NaN) >= firstThreshold === (label === 1);
    const secondIsRight = (second[i] ?? NaN) >= secondThreshold === (label === 1);
    if (firstIsRight && secondIsRight) bothRight++;
    else if (firstIsRight) onlyFirstRight++;
    else if (secondIsRight) onlySecondRight++;
  }
  return {
    onlyFirstRight,
    onlySecondRight,
    bothRight,
    bothWrong: labels.length - bothRight - onlyFirstRight - onlySecondRight,
    pValue: twoSidedCoinTest(onlyFirstRight, onlySecondRight),
  };
}

/** How likely a fair coin falls at least as unevenly as `heads` to `tails`. */
function twoSidedCoinTest(heads: number, tails: number): number {
  const fewer = Math.min(heads, tails);
  const tosses = heads + tails;
  let logLargest = -tosses * Math.LN2; // of the tail's terms, the one at `fewer`
  for (let i = 1; i <= fewer; i++) logLargest += Math.log((tosses - fewer + i) / i);
  let sum = 0;
  let term = 1;
  for (let i = fewer; i >= 0 && term > 1e-18; i--) {
    sum += term;
    term *= i / (tosses - i + 1);
  }
  return Math.min(1, 2 * Math.exp(logLargest) * sum);
}
