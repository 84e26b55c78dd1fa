import { COUNTED_FROM, type GroupEvidence, type RankedNames } from '@degas/inference';

/** Between names; none that has a score holds it. */
const BETWEEN = '\n';
/** Lists have a total, and how many names are ranked, before their counts and logits. */
const PER_LIST = 2 + COUNTED_FROM.length;

/** Groups without an object each, so that another thread gets them for little. */
export interface SentGroups {
  readonly groups: number;
  /** Names of all lists, one after another: a group's own, then those that failed. */
  readonly names: string;
  /** What else the lists have; a total below 0 where answers are not known. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

/** Packs groups for another thread. */
export function sentGroups(groups: readonly GroupEvidence[]): SentGroups {
  const names: string[] = [];
  const numbers: number[] = [];
  const add = (list: RankedNames): void => {
    numbers.push(list.total, list.names.length, ...list.counts, ...list.logits);
    for (const name of list.names) names.push(name);
  };
  for (const { all, failing } of groups) {
    add(all);
    add(failing ?? UNKNOWN);
  }
  return { groups: groups.length, names: names.join(BETWEEN), numbers: Float64Array.from(numbers) };
}

/** The groups as they were packed. */
export function receivedGroups({ groups, names, numbers }: SentGroups): GroupEvidence[] {
  const every = names.split(BETWEEN);
  let [at, from] = [0, 0];
  const next = (): RankedNames => {
    const [total = 0, count = 0] = numbers.subarray(at, at + 2);
    const counts = Array.from(numbers.subarray(at + 2, at + PER_LIST));
    const logits = numbers.subarray(at + PER_LIST, (at += PER_LIST + count));
    return { names: every.slice(from, (from += count)), logits, total, counts };
  };
  return Array.from({ length: groups }, () => {
    const [all, failing] = [next(), next()];
    return { all, failing: failing.total < 0 ? null : failing };
  });
}

const UNKNOWN: RankedNames = {
  names: [],
  logits: new Float64Array(0),
  total: -1,
  counts: COUNTED_FROM.map(() => 0),
};
