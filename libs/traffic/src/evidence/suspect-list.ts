import { offsetIn, type WordArena } from './word-arena.ts';

/** Words of an entry: which name, its first and its last second, what was seen of it. */
const ENTRY_BITS = 2;
const SMALLEST_CLASS = ENTRY_BITS + 1;

/** What was seen of a name. */
export const SEEN_RESOLVED = 1;
export const SEEN_FAILED = 2;
export const SEEN_BLOCKED = 4;

/** Where a client's list of suspicious names is. */
export interface SuspectTable {
  at: number;
  /** Log2 of its words; 0 before the first name. */
  sizeClass: number;
  entries: number;
}

/** A suspicious name of a client; `name` is a number of the pane's own. */
export interface Suspect {
  readonly name: number;
  /** Seconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly seen: number;
}

/**
 * Adds a sighting to a list that keeps up to `most` names, those that `isBefore` puts first; the list follows from the sightings
 * alone, whatever their order, as a name that left it once has better ones before it for good. Returns whether the list has
 * another name now, or another answer of one.
 */
export function addSuspect(
  arena: WordArena,
  table: SuspectTable,
  { name, first, last, seen }: Suspect,
  most: number,
  isBefore: (a: number, b: number) => boolean,
): boolean {
  let worst = -1;
  if (table.sizeClass > 0) {
    const page = arena.page(table.at);
    const from = offsetIn(table.at);
    for (let entry = 0; entry < table.entries; entry++) {
      const at = from + (entry << ENTRY_BITS);
      const held = page[at] ?? 0;
      if (held === name) {
        page[at + 1] = Math.min(page[at + 1] ?? 0, first);
        page[at + 2] = Math.max(page[at + 2] ?? 0, last);
        const before = page[at + 3] ?? 0;
        page[at + 3] = before | seen;
        return (before | seen) !== before;
      }
      if (table.entries === most && (worst < 0 || isBefore(page[worst] ?? 0, held))) worst = at;
    }
    if (table.entries === most) {
      if (!isBefore(name, page[worst] ?? 0)) return false;
      write(page, worst, name, first, last, seen);
      return true;
    }
  }
  grow(arena, table);
  const page = arena.page(table.at);
  write(page, offsetIn(table.at) + (table.entries << ENTRY_BITS), name, first, last, seen);
  table.entries++;
  return true;
}

/** Calls `rename` with the number of each name of a list, and keeps what it returns. */
export function renameSuspects(
  arena: WordArena,
  { at, sizeClass, entries }: SuspectTable,
  rename: (name: number) => number,
): void {
  if (sizeClass === 0) return;
  const page = arena.page(at);
  const from = offsetIn(at);
  for (let entry = 0; entry < entries; entry++) {
    const word = from + (entry << ENTRY_BITS);
    page[word] = rename(page[word] ?? 0);
  }
}

/** Returns the names of a list, in no order. */
export function suspectsOf(arena: WordArena, { at, sizeClass, entries }: SuspectTable): Suspect[] {
  if (sizeClass === 0) return [];
  const page = arena.page(at);
  const from = offsetIn(at);
  const suspects: Suspect[] = [];
  for (let word = from; word < from + (entries << ENTRY_BITS); word += 1 << ENTRY_BITS) {
    suspects.push({
      name: page[word] ?? 0,
      first: page[word + 1] ?? 0,
      last: page[word + 2] ?? 0,
      seen: page[word + 3] ?? 0,
    });
  }
  return suspects;
}

function write(
  page: Uint32Array,
  at: number,
  name: number,
  first: number,
  last: number,
  seen: number,
): void {
  page[at] = name;
  page[at + 1] = first;
  page[at + 2] = last;
  page[at + 3] = seen;
}

/** Makes room for one entry more. */
function grow(arena: WordArena, table: SuspectTable): void {
  const needed = (table.entries + 1) << ENTRY_BITS;
  if (table.sizeClass > 0 && needed <= 1 << table.sizeClass) return;
  const sizeClass = table.sizeClass === 0 ? SMALLEST_CLASS : table.sizeClass + 1;
  const at = arena.allocate(sizeClass);
  if (table.sizeClass > 0) {
    const from = offsetIn(table.at);
    const held = arena.page(table.at).subarray(from, from + (table.entries << ENTRY_BITS));
    arena.page(at).set(held, offsetIn(at));
    arena.free(table.at, table.sizeClass);
  }
  table.at = at;
  table.sizeClass = sizeClass;
}
