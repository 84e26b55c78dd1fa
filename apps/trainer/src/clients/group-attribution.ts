/** A group of names of one family, with the family that a verdict gave it. */
export interface AttributedGroup {
  readonly family: string;
  /** `unknown` where none is likely enough; null where there was no alert. */
  readonly given: string | null;
}

/** How well the families of groups are named. */
export interface GroupAttribution {
  /** Mean of the families' F1; a group without an alert is named by none. */
  readonly macroF1: number;
  readonly families: number;
  /** Share of the alerts on families that the model can't know that are called unknown; null without any. */
  readonly honestlyUnknown: number | null;
}

const UNKNOWN = 'unknown';

/** Judges the families that verdicts name; `known` are those that the model was trained on. */
export function groupAttribution(
  groups: readonly AttributedGroup[],
  known: ReadonlySet<string>,
): GroupAttribution {
  const counts = new Map<string, { groups: number; given: number; right: number }>();
  const of = (family: string) => {
    let count = counts.get(family);
    if (!count) counts.set(family, (count = { groups: 0, given: 0, right: 0 }));
    return count;
  };
  let [foreign, unknown] = [0, 0];
  for (const { family, given } of groups) {
    if (known.has(family)) of(family).groups++;
    else if (given !== null) {
      foreign++;
      if (given === UNKNOWN) unknown++;
    }
    if (given === null || !known.has(given)) continue;
    of(given).given++;
    if (given === family) of(given).right++;
  }
  const judged = [...counts.values()].filter((count) => count.groups > 0);
  const f1 = judged.map((count) => (2 * count.right) / (count.groups + count.given));
  return {
    macroF1: f1.reduce((sum, value) => sum + value, 0) / Math.max(1, f1.length),
    families: judged.length,
    honestlyUnknown: foreign === 0 ? null : unknown / foreign,
  };
}
