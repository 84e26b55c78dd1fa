import { requireSameLength, type LabelledScores } from '../labelled-scores.ts';

/** How many names of each class score in [from, to), the last bin's in [from, to]. */
export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly benign: number;
  readonly dga: number;
}

/** Counts the names of each class in bins of equal width over [0, 1]; skipped names are left out. */
export function scoreHistogram({ scores, labels }: LabelledScores, bins = 40): HistogramBin[] {
  requireSameLength(scores, labels, 'labels');
  const counts = [new Uint32Array(bins), new Uint32Array(bins)] as const;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    if (!(score >= 0 && score <= 1)) continue;
    const ofClass = labels[i] === 1 ? counts[1] : counts[0];
    const bin = Math.min(bins - 1, Math.floor(score * bins));
    ofClass[bin] = (ofClass[bin] ?? 0) + 1;
  }
  return Array.from(counts[0], (benign, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    benign,
    dga: counts[1][bin] ?? 0,
  }));
}
