import { operatingLevels, type OperatingLevel } from '@degas/inference';

import { invalidArgument } from '../serving-error.ts';

/** When a name is labelled DGA: a level, or a threshold on the score. */
export type OperatingPoint = OperatingLevel | number;

/** Reads an operating point that was given as `source` says. */
export function readOperatingPoint(given: string, source: string): OperatingPoint {
  const level = operatingLevels.find((known) => known === given);
  if (level !== undefined) return level;
  const score = Number(given);
  if (given.trim() !== '' && score >= 0 && score <= 1) return score;
  throw invalidArgument(
    `Given ${source}=${given}, expected low, medium, high or a score from 0 to 1; correct it or leave it out`,
  );
}
