import { EvaluationError } from '../errors.ts';
import { scoresByClass, type LabelledScores } from '../labelled-scores.ts';
import { requireProbabilities } from './reliability.ts';

/** A growing map from scores to probabilities, as plain data that a manifest can hold. */
export type Calibration =
  | { readonly method: 'temperature'; readonly temperature: number }
  | {
      readonly method: 'isotonic';
      /** Ascending; between two of them the probability is interpolated, beyond the ends it stays. */
      readonly scores: readonly number[];
      readonly probabilities: readonly number[];
    };

/** Scores of exactly 0 and 1 have no finite logit; 32-bit sigmoids reach them at about ±16. */
const EDGE = 1e-7;

const temperatureRange = { lowest: 0.01, highest: 100 } as const;

function logit(score: number): number {
  const clipped = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(clipped / (1 - clipped));
}

/**
 * Finds the temperature T for which sigmoid(logit(score) / T) has the least cross-entropy on these names: above
 * 1 for an overconfident model, below 1 for a timid one, between 0.01 and 100. It keeps the order of scores.
 */
export function fitTemperature(
  names: LabelledScores,
): Extract<Calibration, { method: 'temperature' }> {
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
  return { method: 'temperature', temperature: Math.exp(-(low + high) / 2) };
}

/**
 * Finds the growing step function of least squared error on these names, by pooling neighbours that are out of
 * order. It needs many names: each step is only as good as the names in it.
 */
export function fitIsotonic(names: LabelledScores): Extract<Calibration, { method: 'isotonic' }> {
  const { benign, dga } = scoresByClass(names);
  requireBothClasses(benign.length, dga.length);
  const blocks: { from: number; to: number; names: number; dga: number }[] = [];
  let b = 0;
  let d = 0;
  while (b < benign.length || d < dga.length) {
    const score = Math.min(benign[b] ?? Infinity, dga[d] ?? Infinity);
    const [firstBenign, firstDga] = [b, d];
    while (benign[b] === score) b++;
    while (dga[d] === score) d++;
    let block = {
      from: score,
      to: score,
      names: b - firstBenign + d - firstDga,
      dga: d - firstDga,
    };
    for (
      let before = blocks.at(-1);
      before && before.dga * block.names >= block.dga * before.names;
      before = blocks.at(-1)
    ) {
      block = {
        from: before.from,
        to: block.to,
        names: before.names + block.names,
        dga: before.dga + block.dga,
      };
      blocks.pop();
    }
    blocks.push(block);
  }
  const corners = blocks.flatMap(({ from, to, names: count, dga: found }) =>
    (from === to ? [from] : [from, to]).map((score) => ({ score, probability: found / count })),
  );
  return {
    method: 'isotonic',
    scores: corners.map(({ score }) => score),
    probabilities: corners.map(({ probability }) => probability),
  };
}

/** Maps scores to probabilities; a skipped name (NaN) stays skipped. */
export function calibrate(scores: Float32Array, calibration: Calibration): Float32Array {
  if (calibration.method === 'temperature') {
    requireProbabilities(scores);
    return scores.map((score) => 1 / (1 + Math.exp(-logit(score) / calibration.temperature)));
  }
  return scores.map((score) => interpolate(score, calibration.scores, calibration.probabilities));
}

function interpolate(x: number, xs: readonly number[], ys: readonly number[]): number {
  if (Number.isNaN(x)) return x;
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] ?? NaN) <= x) low = middle + 1;
    else high = middle;
  }
  const [x0, y0] = [xs[low - 1], ys[low - 1]];
  const [x1, y1] = [xs[low], ys[low]];
  if (x0 === undefined || y0 === undefined) return y1 ?? NaN;
  if (x1 === undefined || y1 === undefined) return y0;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function requireBothClasses(benign: number, dga: number): void {
  if (benign > 0 && dga > 0) return;
  throw new EvaluationError(
    'EVALUATION_ONE_CLASS',
    `There are ${benign} benign and ${dga} DGA names with scores; calibration expects some of both: fit it on a validation set.`,
  );
}
