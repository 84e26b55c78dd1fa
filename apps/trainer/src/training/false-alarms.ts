import { textTable, wilsonInterval, type Interval } from '@degas/evaluation';
import type { OperatingPoint } from '@degas/inference';

/** How often a source's benign names are called DGA at an operating point. */
export interface FalseAlarms {
  readonly level: OperatingPoint['level'];
  readonly threshold: number;
  readonly source: string;
  /** Benign names of the source, those left out that an audit found to be machine-made. */
  readonly names: number;
  readonly found: number;
  readonly rate: number;
  /** Of 95 %. */
  readonly interval: Interval | null;
}

/** Counts false alarms by source at each operating point; NaN scores are skipped names. */
export function falseAlarmsBySource(
  { scores, labels }: { readonly scores: Float32Array; readonly labels: Uint8Array },
  sources: readonly string[],
  points: readonly OperatingPoint[],
): FalseAlarms[] {
  const bySource = new Map<string, number[]>();
  scores.forEach((score, row) => {
    if (labels[row] === 1 || Number.isNaN(score)) return;
    const source = sources[row] ?? '';
    const of = bySource.get(source);
    if (of) of.push(score);
    else bySource.set(source, [score]);
  });
  return points.flatMap(({ level, threshold }) =>
    [...bySource].map(([source, benign]) => {
      const found = benign.filter((score) => score >= threshold).length;
      const names = benign.length;
      const interval = wilsonInterval(found, names);
      return { level, threshold, source, names, found, rate: found / names, interval };
    }),
  );
}

/** A row a source, a column an operating point. */
export function falseAlarmsTable(alarms: readonly FalseAlarms[]): string {
  const levels = [...new Map(alarms.map(({ level, threshold }) => [level, threshold]))];
  const sources = [...new Map(alarms.map(({ source, names }) => [source, names]))];
  return textTable([
    [
      'false alarms on audited names',
      'names',
      ...levels.map(([level, threshold]) => `${level} (${threshold.toFixed(4)})`),
    ],
    ...sources.map(([source, names]) => [
      source,
      String(names),
      ...levels.map(([level]) => {
        const of = alarms.find((each) => each.level === level && each.source === source);
        if (of === undefined) return '–';
        const { rate, interval } = of;
        return `${exponential(rate)} (${interval === null ? '–' : `${exponential(interval.low)} to ${exponential(interval.high)}`})`;
      }),
    ]),
  ]);
}

const exponential = (value: number): string => (value === 0 ? '0' : value.toExponential(1));
