import { EvaluationError } from '../errors.ts';
import { scoresByClass, type LabelledScores } from '../labelled-scores.ts';
import { requireProbabilities } from './reliability.ts';

/** Scores of exactly 0 and 1 have no finite logit; 32-bit sigmoids reach them at about ±16. */
const EDGE = 1e-7;

const temperatureRange = { lowest: 0.01, highest: 100 } as const;

function logit(score: number): number {
  const clipped = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(clipped / (1 - clipped));
}

/**
 * Returns the temperature T for which sigmoid(logit(score) / T) has the least cross-entropy on these names: above
 * 1 for an overconfident model, below 1 for a timid one, between 0.01 and 100. It keeps the order of scores.
 */
export function fitTemperature(names: LabelledScores): number {
  requireProbabilities(names.scores);
  const { benign, dga } = scoresByClass(names);
  requireBothClasses(benign.length, dga.length);
  const benignLogits = benign.map(logit);
  const dgaLogits = dga.map(logit);
  // The loss is convex in 1/T, so its slope changes sign once.
  const slope = (sharpness: number) => {
    let sum = 0;
    for (const z of benignLogits) sum += z / (1 + Math.exp(-sharpness * z));
    for (const z of dgaLogits) sum -= z / (1 + Math.exp(sharpness * z));
    return sum;
  };
  let low = Math.log(1 / temperatureRange.highest);
  let high = Math.log(1 / temperatureRange.lowest);
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return Math.exp(-(low + high) / 2);
}

function requireBothClasses(benign: number, dga: number): void {
  if (benign > 0 && dga > 0) return;
  throw new EvaluationError(
    'EVALUATION_ONE_CLASS',
    `There are ${benign} benign and ${dga} DGA names with scores. Expected some of both; fit the calibration on a validation set.`,
  );
}
