import type { RecordFields } from '../events/dns-event.ts';

/** A verdict as it is written: what `@degas/inference` returns has this form. */
export interface WritableVerdict {
  /** The name as it was given. */
  readonly domain: string;
  readonly registrable: string | null;
  readonly score: number | null;
  readonly label: 'benign' | 'dga' | 'skipped';
  readonly level: 'low' | 'medium' | 'high' | null;
  readonly family: string | null;
  /** What a DGA name without a family looks like. */
  readonly kind: string | null;
  readonly decision?: { readonly by: string; readonly rule: string };
  readonly skipped: string | null;
}

/** The fields of the input record beside each verdict, in the same order; null for a record without any. */
export type KeptFields = readonly (RecordFields | null)[];

/** A score with nine digits, which keep every 32-bit score apart from its neighbours; empty for none. */
export function scoreText({ score }: WritableVerdict): string {
  return score === null ? '' : score.toPrecision(9);
}
