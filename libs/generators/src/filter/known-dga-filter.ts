import { batchesOf, namesOfBatch, type DomainBatch } from '../campaigns/domain-batch.ts';
import { elementAt } from '../primitives/element-at.ts';
import type { BinaryFuseMap } from './binary-fuse-map.ts';
import { readFilter, writeFilter } from './filter-format.ts';
import { hashName, type NameHash } from './name-hash.ts';

/** How many lists stay in memory for the exact check; the names of one bot need one. */
const CACHED_LISTS = 64;

/** The family that generates a name, and the UTC day (`null` for a list that never changes). */
export interface KnownDga {
  readonly family: string;
  readonly date: string | null;
}

/**
 * Recognises every name that the families generate within a span of days. A compact map finds the
 * candidate list, and the list is regenerated to check that it holds the name: results are exact.
 *
 * An unknown name costs a hash and three memory accesses; a known one costs generating its list
 * once, and then a set lookup.
 */
export class KnownDgaFilter {
  readonly map: BinaryFuseMap;
  readonly lists: readonly DomainBatch[];
  readonly #kept = new Map<string, ReadonlySet<string>>();
  readonly #hash: NameHash = { high: 0, low: 0 };

  constructor(map: BinaryFuseMap, lists: readonly DomainBatch[]) {
    this.map = map;
    this.lists = lists;
  }

  /**
   * Returns the family that generates a name within the span of the filter, or `null`. With a date,
   * only if the name is in use on that UTC day. The whole name is compared: pass the registrable
   * name, or the full one for families below dynamic-DNS suffixes.
   */
  lookup(name: string, date?: Date): KnownDga | null {
    const lower = name.toLowerCase();
    const plain = lower.endsWith('.') ? lower.slice(0, -1) : lower;
    hashName(plain, this.#hash);
    const index = this.map.get(this.#hash);
    if (index < 0 || index >= this.lists.length) return null;
    const list = elementAt(this.lists, index);
    if (!this.#names(list).has(plain)) return null;
    const family = list.family.metadata.name;
    if (list.instant === null) return { family, date: null };
    if (date === undefined) return { family, date: list.instant.toISOString().slice(0, 10) };
    for (const other of batchesOf(list.family, date, 1)) {
      if (other.instant !== null && this.#names(other).has(plain)) {
        return { family, date: date.toISOString().slice(0, 10) };
      }
    }
    return null;
  }

  /** Whether a family generates the name (on that UTC day, if a date is given). */
  isKnownDga(name: string, date?: Date): boolean {
    return this.lookup(name, date) !== null;
  }

  /** Returns the bytes from which `loadKnownDgaFilter` restores the filter. */
  save(): Uint8Array {
    return writeFilter(this.map, this.lists);
  }

  #names(list: DomainBatch): ReadonlySet<string> {
    const key = keyOf(list);
    let names = this.#kept.get(key);
    if (names === undefined) {
      names = new Set([...namesOfBatch(list)].map((name) => name.toLowerCase()));
      const oldest = this.#kept.keys().next();
      if (this.#kept.size >= CACHED_LISTS && oldest.done !== true) this.#kept.delete(oldest.value);
    } else {
      this.#kept.delete(key);
    }
    this.#kept.set(key, names);
    return names;
  }
}

/** Restores a filter from the bytes of its `save()`; throws a `GeneratorsError` for other bytes. */
export function loadKnownDgaFilter(bytes: Uint8Array): KnownDgaFilter {
  const { map, lists } = readFilter(bytes);
  return new KnownDgaFilter(map, lists);
}

/** Equal for lists with equal names. */
function keyOf({ family, campaign, instant }: DomainBatch): string {
  const variant = campaign.variant ?? family.metadata.variants[0];
  const when =
    instant === null ? '' : (family.listKey?.(instant, variant) ?? instant.toISOString());
  return `${family.metadata.name} ${variant} ${campaign.seed ?? ''} ${when}`;
}
