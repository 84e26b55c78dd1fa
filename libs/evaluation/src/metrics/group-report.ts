import { wilsonInterval, type Interval } from '../intervals/wilson.ts';
import { requireSameLength, type LabelledScores } from '../labelled-scores.ts';
import { confusionMatrix, falsePositiveRate, recall } from './confusion.ts';

/** The figures of one part of the names: a source, a top-level domain, a range of lengths. */
export interface GroupReport {
  readonly group: string;
  readonly benign: number;
  readonly dga: number;
  readonly skipped: number;
  /** Null where the group has no DGA names. */
  readonly recall: number | null;
  readonly recallInterval: Interval | null;
  /** Null where the group has no scored benign names. */
  readonly falsePositiveRate: number | null;
  readonly falsePositiveRateInterval: Interval | null;
}

/** Judges each group of names by itself, in alphabetical order of the groups. */
export function groupReports(
  names: LabelledScores,
  groups: readonly string[],
  threshold: number,
): GroupReport[] {
  requireSameLength(names.scores, groups, 'groups');
  const rowsByGroup = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    const rows = rowsByGroup.get(group);
    if (rows) rows.push(i);
    else rowsByGroup.set(group, [i]);
  }
  return [...rowsByGroup]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, rows]) => {
      const part = {
        scores: Float32Array.from(rows, (row) => names.scores[row] ?? NaN),
        labels: Uint8Array.from(rows, (row) => names.labels[row] ?? NaN),
      };
      const matrix = confusionMatrix(part, threshold);
      const dga = matrix.truePositives + matrix.falseNegatives;
      const scoredBenign = matrix.falsePositives + matrix.trueNegatives;
      return {
        group,
        benign: rows.length - dga,
        dga,
        skipped: matrix.skippedBenign + matrix.skippedDga,
        recall: recall(matrix),
        recallInterval: wilsonInterval(matrix.truePositives, dga),
        falsePositiveRate: falsePositiveRate(matrix),
        falsePositiveRateInterval: wilsonInterval(matrix.falsePositives, scoredBenign),
      };
    });
}
