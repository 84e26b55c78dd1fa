import { EvaluationError } from '../errors.ts';
import { sortByClass, requireSameLength } from '../labelled-scores.ts';
import {
  MIN_FALSE_POSITIVES,
  levelRates,
  levels,
  thresholdAtFalsePositiveRate,
} from '../metrics/operating-points.ts';
import { mcnemarTest, type McnemarResult } from './mcnemar.ts';

/** A model's scores for the names of a comparison, and the threshold that it is used with. */
export interface ScoredModel {
  readonly name: string;
  readonly scores: Float32Array;
  readonly threshold: number;
}

/** Two models at one working point; McNemar's counts are of names on which they agree and differ. */
export type ModelsAtPoint = McnemarResult & {
  /** 'own threshold', or the false-positive rate that both thresholds were set for on these names. */
  readonly point: string;
  readonly thresholds: readonly [number, number];
};

/** What `report.json` has of a second model on the same names. */
export interface ModelComparison {
  readonly models: readonly [string, string];
  readonly names: number;
  readonly points: readonly ModelsAtPoint[];
}

/**
 * Compares two models on the same names by McNemar's test: at their own thresholds, and at equal false-positive rates, whose
 * thresholds are set on these names and left out where too few benign names stand behind a rate.
 *
 * @example compareModels(labels, { name: 'nyu', scores, threshold: .5 }, { name: 'cmu', scores: others, threshold: .5 });
 */
export function compareModels(
  labels: Uint8Array,
  first: ScoredModel,
  second: ScoredModel,
): ModelComparison {
  requireSameLength(first.scores, second.scores, 'scores of the second model');
  if (first.scores.length === 0) {
    throw new EvaluationError(
      'EVALUATION_ONE_CLASS',
      'There are no names to compare two models on. Expected some of both classes; give a labelled set.',
    );
  }
  const ranked = [first, second].map(({ scores }) => sortByClass({ scores, labels }));
  const at = (point: string, thresholds: readonly [number, number]): ModelsAtPoint => ({
    point,
    thresholds,
    ...mcnemarTest({
      labels,
      first: first.scores,
      second: second.scores,
      firstThreshold: thresholds[0],
      secondThreshold: thresholds[1],
    }),
  });
  const atRates = levels.flatMap((level) => {
    const rate = levelRates[level];
    const enough = ranked.every(
      ({ byClass }) => byClass.benign.length >= Math.round(MIN_FALSE_POSITIVES / rate),
    );
    const [one = null, other = null] = enough
      ? ranked.map((names) => thresholdAtFalsePositiveRate(names, rate))
      : [];
    if (one === null || other === null) return [];
    return [at(`false-positive rate ${rate.toExponential()}`, [one, other])];
  });
  return {
    models: [first.name, second.name],
    names: labels.length,
    points: [at('own threshold', [first.threshold, second.threshold]), ...atRates],
  };
}
