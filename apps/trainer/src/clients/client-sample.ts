import { type Classifier, groupEvidence, type GroupEvidence, logitOf } from '@degas/inference';

import type { ClientDay } from './client-day.ts';

/** A simulated day as detectors see it, with the answers of its look-ups or without. */
export interface ClientSample {
  readonly kind: string;
  /** null for a clean client. */
  readonly family: string | null;
  /** DGA names among the client's. */
  readonly infected: number;
  readonly hasAnswers: boolean;
  readonly evidence: GroupEvidence;
  /** Logits of all names that count: the failing ones where answers are known. */
  readonly logits: readonly number[];
}

export interface SampleOptions {
  /** Taken off the DGA names' logits, as those of families that the name network never saw are lower. */
  readonly shift?: number;
  readonly dga?: ReadonlySet<string>;
}

/** A day seen with answers, and the same day without. */
export function clientSamples(
  classifier: Classifier,
  { kind, family, infected, names, failed }: ClientDay,
  { shift = 0, dga = new Set() }: SampleOptions = {},
): [ClientSample, ClientSample] {
  const logits = Array.from(
    classifier.score(names),
    (score, i) => logitOf(score) - (shift > 0 && dga.has(names[i] ?? '') ? shift : 0),
  );
  const sample = (hasAnswers: boolean): ClientSample => ({
    kind,
    family,
    infected,
    hasAnswers,
    evidence: groupEvidence(names, logits, hasAnswers ? failed : null),
    logits: hasAnswers ? logits.filter((_, i) => failed[i]) : logits,
  });
  return [sample(true), sample(false)];
}
