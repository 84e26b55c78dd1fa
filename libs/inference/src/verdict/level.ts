import type { OperatingLevel, OperatingPoint } from '../format/compiled-model.ts';

/** Whether a score is at or above a threshold: what is called DGA, and from where a level counts. */
export function reaches(score: number, threshold: number): boolean {
  return score >= threshold;
}

/** Returns the level of the strictest operating point that a score reaches, or null. */
export function levelOf(score: number, points: readonly OperatingPoint[]): OperatingLevel | null {
  let strictest: OperatingPoint | undefined;
  for (const point of points) {
    const isStricter =
      strictest === undefined || point.falsePositiveRate < strictest.falsePositiveRate;
    if (isStricter && reaches(score, point.threshold)) strictest = point;
  }
  return strictest?.level ?? null;
}
