import type { EngineOutput } from './engine.ts';

/** Scores are written with nine digits at least; Python's engine is another compiler's. */
const TOLERANCE = 1e-5;

/** Returns how many names have no answer, more than one, or another score than the library's. */
export function differences(
  expected: ReadonlyMap<string, number | null>,
  answers: EngineOutput['answers'],
): number {
  const open = new Set(expected.keys());
  let count = 0;
  for (const [name, score] of answers) {
    const right = expected.get(name);
    const isEqual =
      right === null || score === null
        ? right === score
        : Math.abs((right ?? NaN) - score) <= TOLERANCE;
    if (!open.delete(name) || !isEqual) count++;
  }
  return count + open.size;
}
