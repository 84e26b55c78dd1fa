import { batchesOf, namesOfBatch, type DomainBatch } from '../campaigns/domain-batch.ts';
import { elementAt } from '../primitives/element-at.ts';
import type { BinaryFuseMap } from './binary-fuse-map.ts';
import { readFilter, writeFilter } from './filter-format.ts';
import { hashName, type NameHash } from './name-hash.ts';

/** So many lists stay in memory for the exact check; a burst of one bot's names needs one. */
const KEPT_LISTS = 64;

/** Who made a name, and on which UTC day (`null` for a list that never changes). */
export interface KnownDga {
  readonly family: string;
  readonly date: string | null;
}

/**
 * Knows every name that the families make in a span of days: a compact map finds the candidate
 * list, and the list is made again to see whether the name is really in it, so answers are exact.
 *
 * A name that isn't known costs a hash and three reads of memory; one that is costs its list,
 * once, and then a set's look-up.
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
   * The family that makes a name within the span of the filter, or `null`. With a date, only when
   * the name is in use on that UTC day. The name is compared whole: give the registrable name for
   * all families but those below dynamic suffixes.
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

  /** Whether a family makes the name (on that UTC day, when a date is given). */
  isKnownDga(name: string, date?: Date): boolean {
    return this.lookup(name, date) !== null;
  }

  /** The bytes from which `loadKnownDgaFilter` makes an equal filter. */
  save(): Uint8Array {
    return writeFilter(this.map, this.lists);
  }

  #names(list: DomainBatch): ReadonlySet<string> {
    const key = keyOf(list);
    let names = this.#kept.get(key);
    if (names === undefined) {
      names = new Set([...namesOfBatch(list)].map((name) => name.toLowerCase()));
      const oldest = this.#kept.keys().next();
      if (this.#kept.size >= KEPT_LISTS && oldest.done !== true) this.#kept.delete(oldest.value);
    } else {
      this.#kept.delete(key);
    }
    this.#kept.set(key, names);
    return names;
  }
}

/** The filter whose `save()` gave these bytes. */
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
