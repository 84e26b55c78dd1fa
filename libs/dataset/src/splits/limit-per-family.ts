import type { LabelledDomain } from '@degas/features';
import { murmur3 } from '@degas/features';

import { DatasetError } from '../errors.ts';

export interface FamilyLimit {
  /** Up to this many names of each family. */
  readonly perFamily: number;
  /** Up to this many benign names; all of them where it is left out. */
  readonly benign?: number;
  readonly seed?: string | number;
}

interface HashedRow {
  readonly hash: number;
  readonly row: LabelledDomain;
}

/**
 * At most `perFamily` names of each family, so that none swamps the rest. Which ones is decided by the hash of
 * name and seed, not by the order of the rows. What isn't capped passes through as it comes; capped rows follow
 * at the end, for only then is it known which they are: memory holds them alone.
 */
export async function* limitPerFamily(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  { perFamily, benign, seed = 1 }: FamilyLimit,
): AsyncGenerator<LabelledDomain> {
  for (const cap of [perFamily, benign ?? 1]) {
    if (Number.isInteger(cap) && cap > 0) continue;
    throw new DatasetError(
      'DATASET_OPTION_INVALID',
      `The cap is ${cap}. Expected a whole number above 0; give that.`,
    );
  }
  const kept = new Map<string, HashedRow[]>();
  for await (const row of rows) {
    const cap = row.label === 1 ? perFamily : benign;
    if (cap === undefined) {
      yield row;
      continue;
    }
    const family = row.label === 1 ? `dga ${row.family ?? ''}` : 'benign';
    let group = kept.get(family);
    if (group === undefined) kept.set(family, (group = []));
    group.push({ hash: murmur3(row.domain, seed), row });
    if (group.length >= 2 * cap) kept.set(family, lowest(group, cap));
  }
  for (const [family, group] of kept) {
    const cap = family === 'benign' ? (benign ?? group.length) : perFamily;
    for (const { row } of lowest(group, cap)) yield row;
  }
}

/** The `cap` rows of the lowest hashes, in their order; equal hashes are ordered by the name. */
function lowest(group: HashedRow[], cap: number): HashedRow[] {
  return group
    .sort((a, b) => a.hash - b.hash || (a.row.domain < b.row.domain ? -1 : 1))
    .slice(0, cap);
}
