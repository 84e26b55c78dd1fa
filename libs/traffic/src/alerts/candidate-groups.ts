import { type GroupEvidence, COUNTED_FROM } from '@degas/inference';

import { type ClientEvidence, rankedNames, wholeClient } from '../evidence/client-evidence.ts';
import type { PaneSuspect } from '../evidence/pane.ts';
import type { AlertRule } from './alert.ts';

const BURST_SECONDS = 600;
/** Names that make a group of their own, at least. */
const FEWEST_NAMES = 4;
/** Templates that are judged of a resolver, the heaviest ones. */
const MOST_TEMPLATES = 4;
/** What a name adds to the weight of its group above this logit. */
const WEIGHED_FROM = -3;
/** Names of an ordinary client in a day: a resolver with more counts for as many clients. */
const NAMES_A_CLIENT = 400;

/** A set of a client's names that may be a campaign. */
export interface CandidateGroup {
  readonly rule: AlertRule;
  readonly evidence: GroupEvidence;
  readonly suspects: readonly PaneSuspect[];
  /** Clean clients' worth of names that the group was found among. */
  readonly trials: number;
}

/**
 * The sets of a client's names that are judged: all of them together; of a resolver, whose clients' names are mixed, those of
 * the busiest minutes and those of one template, each against as many clean clients as it seems to serve.
 */
export function candidateGroups(client: ClientEvidence, isResolver: boolean): CandidateGroup[] {
  if (!isResolver) {
    const suspects =
      client.hasAnswers && client.failingSuspects.length > 0
        ? client.failingSuspects
        : client.suspects;
    return [{ rule: 'client', evidence: wholeClient(client), suspects, trials: 1 }];
  }
  const trials = Math.max(1, client.all.total / NAMES_A_CLIENT);
  const pool = client.hasAnswers ? client.failingSuspects : client.suspects;
  const groups = [
    ...(client.first === null ? [] : [{ rule: 'burst', names: busiest(pool) } as const]),
    ...templates(pool).map((names) => ({ rule: 'template', names }) as const),
  ];
  return groups
    .filter(({ names }) => names.length >= FEWEST_NAMES)
    .map(({ rule, names }) => ({
      rule,
      suspects: names,
      trials,
      evidence: groupOf(names, client.hasAnswers),
    }));
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

/** Sets of names of about one length with the same kinds of characters, the heaviest first. */
function templates(pool: readonly PaneSuspect[]): PaneSuspect[][] {
  const sets = new Map<string, PaneSuspect[]>();
  for (const suspect of pool) {
    const { registrable } = suspect;
    const label = registrable.slice(0, registrable.indexOf('.'));
    const kinds = `${/[a-z]/.test(label)} ${/\d/.test(label)} ${label.includes('-')}`;
    // Two grids of lengths, so that no neighbours are always apart.
    for (const shift of [0, 1]) {
      const key = `${kinds} ${shift} ${Math.floor((label.length + shift) / 3)}`;
      const set = sets.get(key) ?? [];
      sets.set(key, set);
      set.push(suspect);
    }
  }
  const weight = (set: readonly PaneSuspect[]): number =>
    set.reduce((sum, suspect) => sum + weightOf(suspect), 0);
  return [...sets]
    .sort(([a, one], [b, other]) => weight(other) - weight(one) || (a < b ? -1 : 1))
    .slice(0, MOST_TEMPLATES)
    .map(([, set]) => set);
}
