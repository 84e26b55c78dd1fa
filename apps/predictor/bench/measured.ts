/** What a load came to; times in milliseconds. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly failed: number;
}

export function latenciesOf(
  latencies: readonly number[] | Float64Array,
  failed: number,
  seconds: number,
): Measured {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number =>
    Number(
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1),
    );
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99), max: at(1), failed };
}
