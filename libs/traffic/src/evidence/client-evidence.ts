import { type GroupEvidence, RANKED_NAMES, type RankedNames } from '@degas/inference';

import { type DistinctCounts, distinctCounts, suspicionOf } from './distinct-names.ts';
import type { PaneEvidence, PaneSuspect } from './pane.ts';

/** What a client is judged by: counts of its names, and its suspicious ones by name. */
export interface ClientEvidence {
  readonly client: string;
  /** When the window begins, in milliseconds; null without times. */
  readonly window: number | null;
  readonly all: DistinctCounts;
  readonly failing: DistinctCounts;
  /** Sorted, the most suspicious first. */
  readonly suspects: readonly PaneSuspect[];
  readonly failingSuspects: readonly PaneSuspect[];
  /** Milliseconds since 1970; null without times. */
  readonly first: number | null;
  readonly last: number | null;
  /** Whether the log says what look-ups led to. */
  readonly hasAnswers: boolean;
}

/** Makes a client's evidence of a pane's. */
export function clientEvidence(
  client: string,
  window: number | null,
  evidence: PaneEvidence,
): ClientEvidence {
  const { arena, distinct, suspects, failing, first, last, hasAnswers, hasTimes } = evidence;
  return {
    client,
    window,
    ...distinctCounts(arena, distinct),
    suspects: [...suspects].sort(bySuspicion),
    failingSuspects: [...failing].sort(bySuspicion),
    first: hasTimes ? first * 1000 : null,
    last: hasTimes ? last * 1000 : null,
    hasAnswers,
  };
}

/** A client's evidence without some of its suspicious names. */
export function withoutSuspects(
  evidence: ClientEvidence,
  isLeftOut: (suspect: PaneSuspect) => boolean,
): ClientEvidence {
  const leftOut = evidence.suspects.filter(isLeftOut);
  const failingLeftOut = evidence.failingSuspects.filter(isLeftOut);
  if (leftOut.length + failingLeftOut.length === 0) return evidence;
  const every = new Map([...leftOut, ...failingLeftOut].map((one) => [one.registrable, one]));
  return {
    ...evidence,
    all: fewer(evidence.all, [...every.values()]),
    failing: fewer(evidence.failing, failingLeftOut),
    suspects: evidence.suspects.filter((one) => !isLeftOut(one)),
    failingSuspects: evidence.failingSuspects.filter((one) => !isLeftOut(one)),
  };
}

function fewer(
  { total, counts }: DistinctCounts,
  leftOut: readonly Pick<PaneSuspect, 'logit'>[],
): DistinctCounts {
  return {
    total: Math.max(0, total - leftOut.length),
    counts: counts.map((count, i) => {
      const reaching = leftOut.filter(({ logit }) => suspicionOf(logit) > i).length;
      return Math.max(0, count - reaching);
    }),
  };
}

/** What the group network is asked about: the whole client. */
export function wholeClient(evidence: ClientEvidence): GroupEvidence {
  const { all, failing, suspects, failingSuspects, hasAnswers } = evidence;
  return {
    all: rankedNames(suspects, all),
    failing: hasAnswers ? rankedNames(failingSuspects, failing) : null,
  };
}

/** Names, sorted by suspicion, with the counts of the set that they are the first of. */
export function rankedNames(
  suspects: readonly Pick<PaneSuspect, 'registrable' | 'logit'>[],
  { total, counts }: DistinctCounts,
): RankedNames {
  const first = suspects.slice(0, RANKED_NAMES);
  return {
    names: first.map(({ registrable }) => registrable),
    logits: Float64Array.from(first, ({ logit }) => logit),
    total,
    counts,
  };
}

/** The most suspicious first, equal ones by the alphabet. */
export function bySuspicion(a: PaneSuspect, b: PaneSuspect): number {
  if (a.logit !== b.logit) return b.logit - a.logit;
  return a.registrable < b.registrable ? -1 : 1;
}
