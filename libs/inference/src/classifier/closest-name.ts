/** A name with up to this many wrong letters is taken for a slip of the keyboard. */
const MOST_SLIPS = 2;

/** Returns which of the names was probably meant, case aside, or null. */
export function closestName(given: string, names: readonly string[]): string | null {
  const lower = given.toLowerCase();
  let closest: string | null = null;
  let fewest = Math.min(MOST_SLIPS + 1, given.length);
  for (const name of names) {
    const slips = editDistance(lower, name.toLowerCase());
    if (slips >= fewest) continue;
    fewest = slips;
    closest = name;
  }
  return closest;
}

/** Letters to add, take away or replace to turn one text into the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (from.charAt(i) === to.charAt(j) ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
