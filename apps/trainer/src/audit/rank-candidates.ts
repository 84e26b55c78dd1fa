/** A benign name with what each detector that was trained without its list scores it. */
export interface ScoredBenign {
  readonly domain: string;
  readonly source: string;
  readonly scores: readonly number[];
}

/** Detectors that must place a name high before a reader sees it: one alone, above all the one under judgement, never picks. */
export const AGREEING = 2;

/**
 * Returns the names in the order in which a reader should see them: by the rank that the second-highest detector gives
 * them among all the names, so that a name comes early only where two detectors place it high. Ties stay in the order given.
 */
export function rankCandidates(names: readonly ScoredBenign[]): ScoredBenign[] {
  const detectors = names[0]?.scores.length ?? 0;
  const ranks = Array.from({ length: detectors }, (_, detector) => ranksBy(names, detector));
  const agreed = names.map((_, row) => {
    const ofRow = ranks.map((of) => of[row] ?? Infinity).sort((a, b) => a - b);
    return ofRow[AGREEING - 1] ?? Infinity;
  });
  return names
    .map((name, row) => ({ name, rank: agreed[row] ?? Infinity }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}

/** The place of each name by one detector, 0 for the highest score; names of one score all have the last of their places. */
function ranksBy(names: readonly ScoredBenign[], detector: number): number[] {
  const order = names
    .map(({ scores }, row) => ({ row, score: scores[detector] ?? -Infinity }))
    .sort((a, b) => b.score - a.score);
  const ranks: number[] = [];
  let last = order.length - 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const here = order[rank];
    if (here === undefined) continue;
    if (here.score !== order[rank + 1]?.score) last = rank;
    ranks[here.row] = last;
  }
  return ranks;
}
