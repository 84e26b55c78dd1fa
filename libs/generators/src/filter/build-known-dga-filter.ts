import { batchesOf, namesOfBatch, type DomainBatch } from '../campaigns/domain-batch.ts';
import { GeneratorsError } from '../errors.ts';
import { familyNamed, registry } from '../registry.ts';
import { buildBinaryFuseMap } from './binary-fuse-map.ts';
import { HashSet64 } from './hash-set-64.ts';
import { KnownDgaFilter } from './known-dga-filter.ts';
import { hashName, type NameHash } from './name-hash.ts';

export interface BuildKnownDgaFilterOptions {
  /** The first UTC day. */
  readonly from: Date;
  /** How many days from then on. */
  readonly days: number;
  /**
   * Names or aliases. By default all families whose names can be predicted, but for those whose
   * names belong to others too (`caution` in the metadata): a hit on these is no evidence.
   */
  readonly families?: readonly string[];
  /** Told after each family. */
  readonly onFamily?: (progress: { family: string; names: number }) => void;
}

/**
 * A filter that knows all names which the families make on the given days by known seeds, and
 * those that never change. A year of all families takes less than a minute and 56 MB.
 */
export function buildKnownDgaFilter({
  from,
  days,
  families,
  onFamily,
}: BuildKnownDgaFilterOptions): KnownDgaFilter {
  if (Number.isNaN(from.getTime()) || !Number.isInteger(days) || days < 1) {
    throw new GeneratorsError(
      'GENERATORS_BAD_DATE',
      `A span of ${String(days)} days from ${String(from)} was given; give a valid Date and at least one day.`,
    );
  }
  const lists: DomainBatch[] = [];
  const hashes = new HashSet64();
  const hash: NameHash = { high: 0, low: 0 };
  for (const family of families?.map(familyNamed) ??
    registry.filter(({ metadata }) => metadata.predictable && metadata.caution === undefined)) {
    for (const list of batchesOf(family, from, days)) {
      const before = hashes.size;
      for (const name of namesOfBatch(list)) {
        hashName(name.toLowerCase(), hash);
        hashes.add(hash, lists.length);
      }
      if (hashes.size > before) lists.push(list);
    }
    onFamily?.({ family: family.metadata.name, names: hashes.size });
  }
  const { high, low, values } = hashes.columns();
  const valueBits = Math.max(1, Math.ceil(Math.log2(Math.max(lists.length, 1))));
  return new KnownDgaFilter(buildBinaryFuseMap(high, low, values, valueBits), lists);
}
