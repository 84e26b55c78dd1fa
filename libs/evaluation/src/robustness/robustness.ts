/** Scores names, NaN for those that it skips; a model, or anything that behaves like one. */
export type Scorer = (names: readonly string[]) => Float32Array | Promise<Float32Array>;

/** Makes names that should still be found from DGA names, or from nothing, in any number. */
export type Attack = (names: readonly string[]) => Iterable<string>;

export interface RobustnessOptions<Point extends string> {
  readonly score: Scorer;
  /** The DGA names that attacks start from. */
  readonly names: readonly string[];
  readonly attacks: Readonly<Record<string, Attack>>;
  /** Thresholds that were set before on other names, by a name for each: a model's operating points. */
  readonly thresholds: Readonly<Record<Point, number>>;
  /** Names scored in one call; default 4,096. */
  readonly batchSize?: number;
  readonly onAttack?: (result: AttackResult<Point>) => void;
}

export interface AttackResult<Point extends string> {
  /** Null for the names as they were. */
  readonly attack: string | null;
  readonly names: number;
  /** Skipped names are misses. */
  readonly skipped: number;
  /** Share found at each threshold; null when the attack gave no name. */
  readonly recall: Readonly<Record<Point, number | null>>;
}

export const defaultRobustness = { batchSize: 4096 } as const;

/**
 * Measures how much of a detector's recall survives each attack: first the names as they are, then what each
 * attack makes of them, in batches, so that an attack may make more names than fit in memory.
 */
export async function measureRobustness<Point extends string>(
  options: RobustnessOptions<Point>,
): Promise<AttackResult<Point>[]> {
  const { score, names, attacks, thresholds, batchSize, onAttack } = {
    ...defaultRobustness,
    ...options,
  };
  const points = Object.keys(thresholds) as Point[];
  const runs: [string | null, Iterable<string>][] = [[null, names]];
  for (const [attack, make] of Object.entries(attacks)) runs.push([attack, make(names)]);

  const results: AttackResult<Point>[] = [];
  for (const [attack, attacked] of runs) {
    const found = new Map(points.map((point) => [point, 0]));
    let count = 0;
    let skipped = 0;
    for (const batch of batches(attacked, batchSize)) {
      const scores = await score(batch);
      count += batch.length;
      skipped += scores.filter((value) => Number.isNaN(value)).length;
      for (const point of points) {
        const more = scores.filter((value) => value >= thresholds[point]).length;
        found.set(point, (found.get(point) ?? 0) + more);
      }
    }
    const recall = Object.fromEntries(
      points.map((point) => [point, count === 0 ? null : (found.get(point) ?? 0) / count]),
    ) as Record<Point, number | null>;
    const result = { attack, names: count, skipped, recall };
    results.push(result);
    onAttack?.(result);
  }
  return results;
}

function* batches(names: Iterable<string>, size: number): Generator<string[]> {
  let batch: string[] = [];
  for (const name of names) {
    batch.push(name);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
