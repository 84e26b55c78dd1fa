/** Names of a list that are looked at one by one, the most suspicious ones. */
export const RANKED_NAMES = 48;

/** Logits from which on names are counted. */
export const COUNTED_FROM = [-7, -5.5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8] as const;
/** Names of a lower logit are ranked only where they failed. */
export const SUSPICIOUS_FROM = -4;

const HIGHEST_LOGIT = 14;
const LOWEST_LOGIT = -10;

/** The most suspicious names of a list and how many there are of all. */
export interface RankedNames {
  /** Registrable names, the highest logit first, up to `RANKED_NAMES`; equal ones by the alphabet. */
  readonly names: readonly string[];
  readonly logits: Float64Array;
  readonly total: number;
  /** Names whose logit is at least that of `COUNTED_FROM`, of all names. */
  readonly counts: readonly number[];
}

/** What a set of names is judged by; the order of the names is of no importance. */
export interface GroupEvidence {
  /** Ranked are those of at least `SUSPICIOUS_FROM`. */
  readonly all: RankedNames;
  /** Names that failed; null where no answers are known. */
  readonly failing: RankedNames | null;
}

/** A score as log odds, cut off where float32 knows no more. */
export function logitOf(score: number): number {
  const logit = Math.log(score / (1 - score));
  return Math.min(HIGHEST_LOGIT, Math.max(LOWEST_LOGIT, logit));
}

/** Ranks different registrable names, given with their logits; `failed` says for each whether it failed. */
export function groupEvidence(
  names: readonly string[],
  logits: ArrayLike<number>,
  failed: ArrayLike<boolean | number> | null,
): GroupEvidence {
  const every = new Uint32Array(names.length);
  const failing = new Uint32Array(failed === null ? 0 : names.length);
  let failures = 0;
  for (let i = 0; i < names.length; i++) {
    every[i] = i;
    if (failed !== null && Boolean(failed[i])) failing[failures++] = i;
  }
  return {
    all: ranked(names, logits, every, SUSPICIOUS_FROM),
    failing:
      failed === null ? null : ranked(names, logits, failing.subarray(0, failures), -Infinity),
  };
}

function ranked(
  names: readonly string[],
  logits: ArrayLike<number>,
  members: Uint32Array,
  from: number,
): RankedNames {
  const counts = COUNTED_FROM.map(() => 0);
  for (const i of members) {
    const logit = logits[i] ?? 0;
    for (let at = 0; at < counts.length && logit >= (COUNTED_FROM[at] ?? 0); at++)
      counts[at] = (counts[at] ?? 0) + 1;
  }
  const isBefore = (a: number, b: number): number => {
    const difference = (logits[b] ?? 0) - (logits[a] ?? 0);
    if (difference !== 0) return difference;
    return (names[a] ?? '') < (names[b] ?? '') ? -1 : 1;
  };
  const top = highest(logits, members, from).sort(isBefore);
  const count = Math.min(RANKED_NAMES, top.length);
  const topNames: string[] = [];
  const topLogits = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    topNames.push(names[top[i] ?? 0] ?? '');
    topLogits[i] = logits[top[i] ?? 0] ?? 0;
  }
  return { names: topNames, logits: topLogits, total: members.length, counts };
}

/** The members from a logit on that may be among the first: all of a small list, those above a bar of a large one. */
function highest(logits: ArrayLike<number>, members: Uint32Array, from: number): number[] {
  const ranked: number[] = [];
  for (const i of members) {
    if ((logits[i] ?? 0) >= from) ranked.push(i);
  }
  if (ranked.length <= 4 * RANKED_NAMES) return ranked;
  const values = Float64Array.from(ranked, (i) => logits[i] ?? 0).sort();
  const bar = values[values.length - RANKED_NAMES] ?? 0;
  return ranked.filter((i) => (logits[i] ?? 0) >= bar);
}
