import type { LabelledDomain } from '@degas/features';
import type { Classifier } from '@degas/inference';

/** How often verdicts give names the kind `advertising`. */
export interface AdvertisingKind {
  /** Names called DGA. */
  readonly called: number;
  /** Of these, the names of that kind. */
  readonly advertising: number;
}

/** Counts the kind `advertising` at the classifier's own thresholds: right on benign lists' machine-made names, wrong on malware's. */
export function countAdvertising(
  classifier: Classifier,
  rows: readonly LabelledDomain[],
): AdvertisingKind {
  const called = classifier
    .classify(rows.map(({ domain }) => domain))
    .filter(({ label }) => label === 'dga');
  return {
    called: called.length,
    advertising: called.filter(({ kind }) => kind === 'advertising').length,
  };
}
