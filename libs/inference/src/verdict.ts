import { type SkipReason } from '@degas/features';

import { type OperatingPoint } from './compiled-model.ts';

/** What a classifier says about one name. */
export interface Verdict {
  /** The name as it was given. */
  readonly domain: string;
  /** The registrable name, which is what was scored; null for a skipped name. */
  readonly registrable: string | null;
  /** From 0, benign, to 1, made by a DGA; null for a skipped name. */
  readonly score: number | null;
  readonly label: 'benign' | 'dga' | 'skipped';
  /** The strictest operating point that calls the name DGA: `high` means one benign name in 10,000 scores as much. */
  readonly level: 'low' | 'medium' | 'high' | null;
  /** The likeliest DGA family, where the model knows families and the label is `dga`. */
  readonly family: string | null;
  /** Why the name was not scored. */
  readonly skipped: SkipReason | null;
}

/** The level of the strictest operating point that a score reaches. */
export function levelOf(score: number, points: readonly OperatingPoint[]): Verdict['level'] {
  let strictest: OperatingPoint | undefined;
  for (const point of points) {
    const isStricter =
      strictest === undefined || point.falsePositiveRate < strictest.falsePositiveRate;
    if (score >= point.threshold && isStricter) strictest = point;
  }
  return strictest?.level ?? null;
}
