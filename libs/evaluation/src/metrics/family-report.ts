import { wilsonInterval, type Interval } from '../intervals/wilson.ts';
import { scoresByClass, type LabelledScores } from '../labelled-scores.ts';
import { recallByFamily } from './family-recall.ts';
import {
  MIN_FALSE_POSITIVES,
  thresholdAtFalsePositiveRate,
  type Level,
} from './operating-points.ts';

export interface FamilyReport {
  /** Null for DGA names whose family is not known. */
  readonly family: string | null;
  readonly names: number;
  readonly skipped: number;
  /** At the report's threshold. */
  readonly recall: number;
  readonly recallInterval: Interval | null;
  /** At each level's threshold: the one that was given, else the one set on these names; null without any. */
  readonly recallAt: Readonly<Record<Level, number | null>>;
}

/** Recall of each family at false-positive rates measured on these names. */
export interface FamilyCurves {
  /** Ascending; only those with enough false positives behind them. */
  readonly rates: readonly number[];
  readonly families: readonly {
    readonly family: string | null;
    /** One for each of `rates`. */
    readonly recalls: readonly number[];
  }[];
}

const curveRates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1] as const;

/** Recall of each family at the report's threshold and at those of the levels. */
export function reportFamilies(
  names: LabelledScores,
  families: readonly (string | null)[],
  threshold: number,
  thresholds: Readonly<Record<Level, number | null>>,
): FamilyReport[] {
  const at = (level: Level) => {
    const value = thresholds[level];
    return value === null ? null : recallByFamily(names, families, value);
  };
  const [low, medium, high] = [at('low'), at('medium'), at('high')];
  // Every call lists the same families in the same order, so a row is found by its index.
  return recallByFamily(names, families, threshold).map((row, i) => ({
    family: row.family,
    names: row.names,
    skipped: row.skipped,
    recall: row.recall,
    recallInterval: wilsonInterval(row.detected, row.names),
    recallAt: {
      low: low?.[i]?.recall ?? null,
      medium: medium?.[i]?.recall ?? null,
      high: high?.[i]?.recall ?? null,
    },
  }));
}

/** Recall of each family over a range of false-positive rates, leaving out the rates that too few names carry. */
export function familyCurves(
  names: LabelledScores,
  families: readonly (string | null)[],
): FamilyCurves {
  const benignNames = scoresByClass(names).benign.length;
  const rates = curveRates.filter((rate) => benignNames >= Math.round(MIN_FALSE_POSITIVES / rate));
  const columns = rates.map((rate) =>
    recallByFamily(names, families, thresholdAtFalsePositiveRate(names, rate) ?? NaN),
  );
  return {
    rates,
    families: (columns[0] ?? []).map(({ family }, i) => ({
      family,
      recalls: columns.map((column) => column[i]?.recall ?? 0),
    })),
  };
}
