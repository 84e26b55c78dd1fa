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
  /** What the name looks like if no known family made it. */
  readonly kind?: string | null;
  /** Families that may have made the name, the likeliest first. */
  readonly candidates?: readonly { readonly family: string; readonly probability: number }[];
  readonly decision?: { readonly by: string; readonly rule: string };
  readonly skipped: string | null;
}

/** The fields of the input record beside each verdict, in the same order; null for a record without any. */
export type KeptFields = readonly (RecordFields | null)[];

/** Candidates as one text, `qakbot=0.45,ramnit=0.3`; empty for none. */
export function candidatesText(candidates: WritableVerdict['candidates'] = []): string {
  return candidates
    .map(({ family, probability }) => `${family}=${Number(probability.toFixed(4))}`)
    .join(',');
}

/** A score with nine digits, which keep every 32-bit score apart from its neighbours; empty for none. */
export function scoreText({ score }: WritableVerdict): string {
  return score === null ? '' : score.toPrecision(9);
}
