import { LogsError } from '../errors.ts';
import type { JsonFields } from '../formats/json/generic-json.ts';

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
      const found = fields?.rank ?? rankOfNames(level, best);
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

/** Lists of nothing but names say as much as the list among them that a document's fields would give. */
function rankOfNames(level: Level, around: JsonFields | null): readonly number[] {
  const names = level.filter((value) => typeof value === 'string');
  const title = around?.isListed === true ? (around.rank[1] ?? 0) : 0;
  return names.length === 0 ? [] : [1, title, 0, new Set(names).size];
}

/** True where the first number that differs is less. */
function isLess(rank: readonly number[], other: readonly number[]): boolean {
  const at = other.findIndex((value, place) => value !== (rank[place] ?? 0));
  return at >= 0 && (rank[at] ?? 0) < (other[at] ?? 0);
}
