import type { PaneSuspect } from '../evidence/pane.ts';

const FEWEST_NAMES = 4;
const BURST_SECONDS = 600;
/** A spread of the pauses below this share of their mean is regular. */
const REGULAR = 0.35;

/** What the times of an alert's names say: many at once, or one after another at an even pace. */
export function timeReasons(suspects: readonly PaneSuspect[], hasTimes: boolean): string[] {
  if (!hasTimes || suspects.length < FEWEST_NAMES) return [];
  const times = suspects.map(({ first }) => first).sort((a, b) => a - b);
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const pauses = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  const mean = span / pauses.length;
  const spread = Math.sqrt(
    pauses.reduce((sum, pause) => sum + (pause - mean) ** 2, 0) / pauses.length,
  );
  const reasons: string[] = [];
  if (span <= BURST_SECONDS) reasons.push(`${times.length} names within ${duration(span)}`);
  if (mean >= 1 && spread < REGULAR * mean)
    reasons.push(`one name every ${duration(mean)}, evenly`);
  return reasons;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
