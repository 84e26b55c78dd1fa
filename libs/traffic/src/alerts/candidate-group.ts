import { type GroupEvidence, COUNTED_FROM } from '@degas/inference';

import { type ClientEvidence, rankedNames, wholeClient } from '../evidence/client-evidence.ts';
import type { PaneSuspect } from '../evidence/pane.ts';
import type { AlertRule } from './alert.ts';

const BURST_SECONDS = 600;
/** Names that make a group of their own, at least. */
const FEWEST_NAMES = 4;
/** What a name adds to the weight of its group above this logit. */
const WEIGHED_FROM = -3;
/** Names that a resolver counts for one client by: fewer than a client asks for, as a burst is the heaviest of many. */
const NAMES_A_CLIENT = 100;

/** A set of a client's names that may be a campaign. */
export interface CandidateGroup {
  readonly rule: AlertRule;
  readonly evidence: GroupEvidence;
  readonly suspects: readonly PaneSuspect[];
  /** Clean clients' worth of names that the group was found among. */
  readonly trials: number;
}

/**
 * The set of a client's names that is judged: all of them together; of a resolver, whose clients' names are mixed, those of
 * the busiest minutes, against as many clean clients as it seems to serve. Names of a resolver that merely look alike, whenever
 * they were asked for, are no group: one in three clean ones has a few that pass for a campaign. Null where nothing is to be judged.
 */
export function candidateGroup(client: ClientEvidence, isResolver: boolean): CandidateGroup | null {
  const pool = client.hasAnswers ? client.failingSuspects : client.suspects;
  const trials = isResolver ? Math.max(1, client.all.total / NAMES_A_CLIENT) : 1;
  if (!isResolver || client.first === null) {
    const suspects = pool.length > 0 ? pool : client.suspects;
    return { rule: 'client', evidence: wholeClient(client), suspects, trials };
  }
  const suspects = busiest(pool);
  if (suspects.length < FEWEST_NAMES) return null;
  return { rule: 'burst', evidence: groupOf(suspects, client.hasAnswers), suspects, trials };
}

function groupOf(names: readonly PaneSuspect[], hasAnswers: boolean): GroupEvidence {
  const counts = COUNTED_FROM.map((from) => names.filter(({ logit }) => logit >= from).length);
  const ranked = rankedNames(names, { total: names.length, counts });
  return { all: ranked, failing: hasAnswers ? ranked : null };
}

const weightOf = ({ logit }: PaneSuspect): number => Math.max(0, logit - WEIGHED_FROM);

/** The names first asked for within the ten minutes that weigh most. */
function busiest(pool: readonly PaneSuspect[]): PaneSuspect[] {
  const byTime = [...pool].sort(
    (a, b) => a.first - b.first || (a.registrable < b.registrable ? -1 : 1),
  );
  let best: { from: number; to: number; weight: number } = { from: 0, to: 0, weight: 0 };
  let from = 0;
  let weight = 0;
  byTime.forEach((suspect, to) => {
    weight += weightOf(suspect);
    while ((byTime[from]?.first ?? 0) < suspect.first - BURST_SECONDS) {
      const left = byTime[from++];
      if (left !== undefined) weight -= weightOf(left);
    }
    if (weight > best.weight + 1e-9) best = { from, to: to + 1, weight };
  });
  const names = new Set(byTime.slice(best.from, best.to));
  return pool.filter((suspect) => names.has(suspect));
}
