import { LogsError } from '../errors.ts';
import type { JsonFields } from '../formats/json/generic-json.ts';

/** A list of nothing but names. */
const NAMES_ALONE = [1, 0, 0, 0];

type Level = readonly unknown[];

/**
 * Where the fields of an event are in JSON of no known format: of the documents, the records in their lists, and the records in
 * the lists of these, the ones that say most (a message's answers and a flow's addresses say less than the message); of those
 * that say as much the innermost. Throws where a field that a person named is in none.
 */
export function chooseFields(
  fieldsOf: (level: Level) => JsonFields | null,
  levels: readonly Level[],
): { readonly fields: JsonFields | null; readonly depth: number } {
  let best: JsonFields | null = null;
  let depth = 0;
  let rank: readonly number[] = [];
  let failure: LogsError | null = null;
  for (const [at, level] of levels.entries()) {
    try {
      const fields = fieldsOf(level);
      const found = fields?.rank ?? (level.some(isText) ? NAMES_ALONE : []);
      if (at > 0 && isLess(found, rank)) continue;
      best = fields;
      depth = at;
      rank = found;
    } catch (error) {
      if (!(error instanceof LogsError)) throw error;
      failure ??= error;
    }
  }
  if (best === null && failure !== null) throw failure;
  return { fields: best, depth };
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** True where the first number that differs is less. */
function isLess(rank: readonly number[], other: readonly number[]): boolean {
  const at = other.findIndex((value, place) => value !== (rank[place] ?? 0));
  return at >= 0 && (rank[at] ?? 0) < (other[at] ?? 0);
}
