import { COUNTED_FROM } from '@degas/inference';

import { offsetIn, type WordArena } from './word-arena.ts';

/*
 * Distinct names of one client as words: 27 bits of the name's hash, four of its suspicion, one for "failed". A table that
 * is full keeps the names whose hash begins with one more 0, half of them, and counts each for two (Wegman's adaptive
 * sampling): what it holds follows from the set of names alone, whatever their order, and two tables can be joined.
 */

const HASH_BITS = 27;
const SMALLEST_CLASS = 3;
const LARGEST_TABLE = 10;
/** Names in the largest table, at most; up to here counts are exact. */
export const EXACT_NAMES = 768;

/** How suspicious a name is: how many of `COUNTED_FROM` its logit reaches. */
export function suspicionOf(logit: number): number {
  let suspicion = 0;
  while (suspicion < COUNTED_FROM.length && logit >= (COUNTED_FROM[suspicion] ?? 0)) suspicion++;
  return suspicion;
}

/** A name as a word, before it is known to fail. */
export function nameWord(registrable: string, suspicion: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < registrable.length; i++)
    hash = Math.imul(hash ^ registrable.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  const bits = Math.max(1, (hash ^ (hash >>> 16)) >>> (32 - HASH_BITS));
  return ((bits << 5) | (suspicion << 1)) >>> 0;
}

/** Where a client's table is and what it holds; one for each client, so it is plain numbers. */
export interface DistinctTable {
  at: number;
  /** Log2 of its slots; 0 before the first name. */
  sizeClass: number;
  names: number;
  /** Names stand for 2^level each. */
  level: number;
}

export function emptyTable(): DistinctTable {
  return { at: 0, sizeClass: 0, names: 0, level: 0 };
}

/** Marks a name's word as failing where it is in the table at `at`; returns false where it is not. */
export function touchName(
  arena: WordArena,
  at: number,
  sizeClass: number,
  word: number,
  isFailed: boolean,
): boolean {
  if (sizeClass === 0) return false;
  const page = arena.page(at);
  const from = offsetIn(at);
  const mask = (1 << sizeClass) - 1;
  for (let slot = slotOf(word, mask); ; slot = (slot + 1) & mask) {
    const held = page[from + slot] ?? 0;
    if (held === 0) return false;
    if (held >>> 5 === word >>> 5) {
      if (isFailed) page[from + slot] = held | 1;
      return true;
    }
  }
}

/** Adds a name's word to a table; returns whether it is new there. */
export function addName(
  arena: WordArena,
  table: DistinctTable,
  word: number,
  isFailed: boolean,
): boolean {
  if (table.sizeClass === 0) {
    table.sizeClass = SMALLEST_CLASS;
    table.at = arena.allocate(SMALLEST_CLASS);
  }
  if (word >>> (32 - table.level) !== 0 && table.level > 0) return false;
  if (touchName(arena, table.at, table.sizeClass, word, isFailed)) return false;
  const page = arena.page(table.at);
  const from = offsetIn(table.at);
  const mask = (1 << table.sizeClass) - 1;
  let slot = slotOf(word, mask);
  while ((page[from + slot] ?? 0) !== 0) slot = (slot + 1) & mask;
  page[from + slot] = isFailed ? word | 1 : word;
  table.names++;
  if (table.sizeClass === LARGEST_TABLE) {
    if (table.names > EXACT_NAMES) halve(arena, table);
  } else if (4 * table.names > 3 << table.sizeClass) {
    rebuild(arena, table, table.sizeClass + 1);
  }
  return true;
}

/** Calls `visit` with each word of the table. */
export function eachName(
  arena: WordArena,
  { at, sizeClass }: DistinctTable,
  visit: (word: number) => void,
): void {
  if (sizeClass === 0) return;
  const page = arena.page(at);
  const from = offsetIn(at);
  for (let slot = 0; slot < 1 << sizeClass; slot++) {
    const word = page[from + slot] ?? 0;
    if (word !== 0) visit(word);
  }
}

/** Adds the names of one table to another, which may be in another arena. */
export function joinTables(
  arena: WordArena,
  table: DistinctTable,
  otherArena: WordArena,
  other: DistinctTable,
): void {
  if (table.level < other.level) {
    table.level = other.level;
    rebuild(arena, table, table.sizeClass);
  }
  eachName(otherArena, other, (word) => {
    addName(arena, table, (word & ~1) >>> 0, (word & 1) === 1);
  });
}

function halve(arena: WordArena, table: DistinctTable): void {
  while (table.names > EXACT_NAMES) {
    table.level++;
    rebuild(arena, table, table.sizeClass);
  }
}

function rebuild(arena: WordArena, table: DistinctTable, sizeClass: number): void {
  const words: number[] = [];
  eachName(arena, table, (word) => {
    if (table.level === 0 || word >>> (32 - table.level) === 0) words.push(word);
  });
  if (table.sizeClass > 0) arena.free(table.at, table.sizeClass);
  table.sizeClass = Math.max(SMALLEST_CLASS, sizeClass);
  table.at = arena.allocate(table.sizeClass);
  table.names = words.length;
  const page = arena.page(table.at);
  const from = offsetIn(table.at);
  const mask = (1 << table.sizeClass) - 1;
  for (const word of words) {
    let slot = slotOf(word, mask);
    while ((page[from + slot] ?? 0) !== 0) slot = (slot + 1) & mask;
    page[from + slot] = word;
  }
}

/** The low bits of the hash: the high ones say who stays. */
function slotOf(word: number, mask: number): number {
  return (word >>> 5) & mask;
}

/** Counts of distinct names by suspicion, all and failing, as `COUNTED_FROM` counts them. */
export interface DistinctCounts {
  readonly total: number;
  readonly counts: readonly number[];
}

/** Returns the counts of all names and of those that failed; estimates where there are more than `EXACT_NAMES`. */
export function distinctCounts(
  arena: WordArena,
  table: DistinctTable,
): { readonly all: DistinctCounts; readonly failing: DistinctCounts } {
  const all = new Array<number>(COUNTED_FROM.length + 1).fill(0);
  const failing = new Array<number>(COUNTED_FROM.length + 1).fill(0);
  const each = 2 ** table.level;
  eachName(arena, table, (word) => {
    const suspicion = (word >>> 1) & 15;
    all[suspicion] = (all[suspicion] ?? 0) + each;
    if ((word & 1) === 1) failing[suspicion] = (failing[suspicion] ?? 0) + each;
  });
  return { all: cumulative(all), failing: cumulative(failing) };
}

function cumulative(bySuspicion: readonly number[]): DistinctCounts {
  const reaching = bySuspicion.slice();
  for (let i = reaching.length - 2; i >= 0; i--)
    reaching[i] = (reaching[i] ?? 0) + (reaching[i + 1] ?? 0);
  return { total: reaching[0] ?? 0, counts: reaching.slice(1) };
}
