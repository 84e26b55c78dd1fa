import { requireSameLength, type LabelledScores } from '../labelled-scores.ts';

/** How much of one family is found at a threshold. */
export interface FamilyRecall {
  /** Null for DGA names whose family is not known. */
  readonly family: string | null;
  /** DGA names of the family, the skipped ones included. */
  readonly names: number;
  readonly skipped: number;
  readonly detected: number;
  /** detected / names: a skipped name is a miss. */
  readonly recall: number;
}

/** Recall of each DGA family at a threshold, by family name, the names of no known family last. */
export function recallByFamily(
  { scores, labels }: LabelledScores,
  families: readonly (string | null)[],
  threshold: number,
): FamilyRecall[] {
  requireSameLength(scores, labels, 'labels');
  requireSameLength(scores, families, 'families');
  const counts = new Map<string | null, { names: number; skipped: number; detected: number }>();
  for (let i = 0; i < scores.length; i++) {
    if (labels[i] !== 1) continue;
    const score = scores[i] ?? NaN;
    const family = families[i] ?? null;
    let count = counts.get(family);
    if (!count) counts.set(family, (count = { names: 0, skipped: 0, detected: 0 }));
    count.names++;
    if (Number.isNaN(score)) count.skipped++;
    else if (score >= threshold) count.detected++;
  }
  return [...counts]
    .map(([family, count]) => ({ family, ...count, recall: count.detected / count.names }))
    .sort((a, b) => byName(a.family, b.family));
}

/** The mean of the families' recalls, each family weighing the same; null without a named family. */
export function macroRecall(
  families: readonly Pick<FamilyRecall, 'family' | 'recall'>[],
): number | null {
  const named = families.filter(({ family }) => family !== null);
  if (named.length === 0) return null;
  return named.reduce((sum, { recall }) => sum + recall, 0) / named.length;
}

function byName(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
