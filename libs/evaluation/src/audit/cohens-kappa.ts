import { EvaluationError } from '../errors.ts';

/** How far two readings of the same names agree. */
export interface Agreement {
  readonly names: number;
  /** Share of the names with the same answer in both readings; null without names. */
  readonly observed: number | null;
  /** Cohen's κ: 1 for the same answers, 0 for what chance would yield; null where chance alone agrees on everything. */
  readonly kappa: number | null;
}

/**
 * Returns the agreement of two readings, each an answer a name in the same order. Cohen: A coefficient of agreement for
 * nominal scales, 1960: κ = (observed − expected) / (1 − expected), expected from how often each reading has each answer.
 *
 * @throws EvaluationError `EVALUATION_LENGTH_MISMATCH` for readings of different lengths
 */
export function cohensKappa(first: readonly string[], second: readonly string[]): Agreement {
  const names = first.length;
  if (second.length !== names) {
    throw new EvaluationError(
      'EVALUATION_LENGTH_MISMATCH',
      `The first reading has ${names} answers, the second ${second.length}; expected one answer for each name in both: pass readings of the same names, in the same order.`,
    );
  }
  if (names === 0) return { names, observed: null, kappa: null };
  const observed = first.filter((answer, row) => answer === second[row]).length / names;
  const [ofFirst, ofSecond] = [first, second].map(countsOf) as [Counts, Counts];
  let expected = 0;
  for (const [answer, count] of ofFirst) {
    expected += (count / names) * ((ofSecond.get(answer) ?? 0) / names);
  }
  return { names, observed, kappa: expected === 1 ? null : (observed - expected) / (1 - expected) };
}

type Counts = ReadonlyMap<string, number>;

function countsOf(answers: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
}
