/** A 95 % confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The standard normal deviate that leaves 2.5 % on each side. */
export const NORMAL_DEVIATE_95 = 1.959963984540054;

/**
 * Wilson's 95 % score interval for a share of `part` in `whole`: right for small counts too, and never empty,
 * so that 0 of 100 has 0 … 0.037. Null for a share of nothing.
 */
export function wilsonInterval(part: number, whole: number): Interval | null {
  if (whole === 0) return null;
  const z2 = NORMAL_DEVIATE_95 ** 2;
  const observed = part / whole;
  const centre = (observed + z2 / (2 * whole)) / (1 + z2 / whole);
  const half =
    (NORMAL_DEVIATE_95 / (1 + z2 / whole)) *
    Math.sqrt((observed * (1 - observed)) / whole + z2 / (4 * whole * whole));
  return {
    low: part === 0 ? 0 : Math.max(0, centre - half),
    high: part === whole ? 1 : Math.min(1, centre + half),
  };
}

/** The middle 95 % of a statistic's replicates; sorts them in place. */
export function percentileInterval(replicates: Float64Array): Interval {
  replicates.sort();
  const at = (quantile: number) =>
    replicates[Math.round(quantile * (replicates.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}
