import { registrableName } from '@degas/features';

/** The group of names that have no registrable part. */
export const NO_GROUP = '(none)';

/** The group of the top-level domains that are too rare for a row of their own. */
export const OTHER_TOP_LEVEL_DOMAINS = '(other)';

/** Top-level domains shown one by one; the rest, each of few names, go together. */
const SHOWN_TOP_LEVEL_DOMAINS = 40;

const lengthLimits = [4, 8, 12, 16, 20, 24, 32] as const;

/** The ranges of `lengthGroup`, in order. */
export const lengthGroups: readonly string[] = [
  ...lengthLimits.map((limit, i) => `${(lengthLimits[i - 1] ?? 0) + 1}–${limit}`),
  `${lengthLimits[lengthLimits.length - 1] ?? 0}+`,
  NO_GROUP,
];

/** The two groups of a name: its top-level domain, and the range that its length without the suffix is in. */
export interface NameGroups {
  readonly topLevelDomain: string;
  readonly length: string;
}

/** Groups a name by the registrable part that is scored; a name without one is in `(none)`. */
export function groupName(domain: string): NameGroups {
  const { registrable, suffix } = registrableName(domain);
  if (registrable === null) return { topLevelDomain: NO_GROUP, length: NO_GROUP };
  const length = registrable.length - suffix.length - 1;
  const limit = lengthLimits.findIndex((most) => length <= most);
  return {
    topLevelDomain: suffix.slice(suffix.lastIndexOf('.') + 1),
    length: lengthGroups[limit === -1 ? lengthLimits.length : limit] ?? NO_GROUP,
  };
}

/** Keeps the most frequent groups and gathers the others into one. */
export function poolRareGroups(
  groups: readonly string[],
  shown = SHOWN_TOP_LEVEL_DOMAINS,
): string[] {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  const kept = new Set(
    [...counts]
      .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      .slice(0, shown)
      .map(([group]) => group),
  );
  return groups.map((group) => (kept.has(group) ? group : OTHER_TOP_LEVEL_DOMAINS));
}
