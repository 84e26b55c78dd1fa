import { levelRates, levels, thresholdAtFalsePositiveRate } from '@degas/evaluation';
import type { OperatingPoint } from '@degas/inference';

/** How much more than the rate a single source may have. */
const WORST_SOURCE = 2;
/** False alarms that a rate must amount to on a source before the source has a say. */
const FEWEST_FALSE_ALARMS = 10;

/**
 * Operating points that hold on names from elsewhere: the threshold at which all benign names together have the rate, or higher,
 * until no source (with enough names) has more than twice the rate.
 */
export function perSourceThresholds(
  { scores, labels }: { readonly scores: Float32Array; readonly labels: Uint8Array },
  sources: readonly string[],
): OperatingPoint[] {
  const all: number[] = [];
  const bySource = new Map<string, number[]>();
  scores.forEach((score, row) => {
    if (labels[row] === 1 || Number.isNaN(score)) return;
    all.push(score);
    const source = sources[row] ?? '';
    const ofSource = bySource.get(source);
    if (ofSource) ofSource.push(score);
    else bySource.set(source, [score]);
  });
  return levels.map((level) => {
    const rate = levelRates[level];
    const thresholds = [...bySource.values()]
      .filter(({ length }) => length * rate * WORST_SOURCE >= FEWEST_FALSE_ALARMS)
      .map((values) => thresholdAt(values, rate * WORST_SOURCE));
    return {
      level,
      falsePositiveRate: rate,
      threshold: Math.max(thresholdAt(all, rate), ...thresholds),
      benignNames: all.length,
    };
  });
}

function thresholdAt(benign: readonly number[], rate: number): number {
  const names = { scores: Float32Array.from(benign), labels: new Uint8Array(benign.length) };
  return thresholdAtFalsePositiveRate(names, rate) ?? 1;
}
