import type { EvidenceOptions, GroupEvidence, GroupVerdict } from '@degas/inference';

import type { ClientEvidence } from '../evidence/client-evidence.ts';
import type { NameScorer } from '../evidence/name-cache.ts';
import type { PaneSuspect } from '../evidence/pane.ts';
import { SEEN_FAILED, SEEN_RESOLVED } from '../evidence/suspect-list.ts';
import {
  type Alert,
  type AlertLevel,
  type AlertName,
  alertId,
  alertLevels,
  type AlertRule,
} from './alert.ts';
import type { CandidateGroup } from './candidate-group.ts';
import { meetingPoints } from './meeting-points.ts';
import { nextSteps } from './next-steps.ts';
import { timeReasons } from './time-reasons.ts';

/** What judges names and groups of names; a `Classifier` of `@degas/inference` does. */
export interface TrafficJudge extends NameScorer {
  judgeEvidence(evidence: GroupEvidence, options?: EvidenceOptions): GroupVerdict;
}

/** What a client is to be judged by. */
export interface ClientCase {
  readonly evidence: ClientEvidence;
  readonly isResolver: boolean;
  /** Null where its names are no group that can be judged. */
  readonly group: CandidateGroup | null;
}

/** A client with what was found about it, alert or not. */
export interface JudgedClient {
  readonly client: string;
  readonly score: number;
  readonly distinctNames: number;
  readonly failed: number;
  readonly isResolver: boolean;
  /** null below LOW. */
  readonly alert: Alert | null;
}

/** Names that an alert lists, at most. */
const MOST_NAMES = 24;
const UNKNOWN = 'unknown';
/** Levels for one, two and three names that a known DGA makes. */
const KNOWN_LEVELS = [null, 'low', 'medium', 'high'] as const satisfies (AlertLevel | null)[];
/** The score at which each level begins, as `GroupVerdict` has it. */
const LEVEL_SCORES: Readonly<Record<AlertLevel, number>> = {
  low: 1 / 11,
  medium: 0.5,
  high: 10 / 11,
};

/** Judges a client by the names of its group, and those that a known DGA makes; `logit` is what the group network says, where that is known. */
export function judgeClient(
  judge: TrafficJudge,
  { evidence, isResolver, group }: ClientCase,
  windowMs: number,
  logit?: number,
): JudgedClient {
  const { client, all, failing } = evidence;
  // Each field is named: to spread an object takes as long as a network, and this is asked of every client.
  const judged = (score: number, alert: Alert | null): JudgedClient => ({
    client,
    distinctNames: all.total,
    failed: failing.total,
    isResolver,
    score,
    alert,
  });
  const known = unique([...evidence.failingSuspects, ...evidence.suspects]).filter(
    ({ knownFamily }) => knownFamily !== null,
  );
  const knownLevel =
    isResolver && known.length < 2 ? null : (KNOWN_LEVELS[Math.min(3, known.length)] ?? null);
  const trials = group?.trials ?? 1;
  const verdict =
    group === null
      ? null
      : judge.judgeEvidence(group.evidence, logit === undefined ? { trials } : { trials, logit });
  const groupScore = verdict?.score ?? 0;
  const groupLevel = verdict?.level ?? null;
  const resolved = meetingPoints(evidence, group?.suspects ?? []);
  // A meeting point that was found makes a suspicion a certainty; LOW stays, as its rate is promised.
  const raised = groupLevel === 'medium' && resolved.length > 0 ? 'high' : groupLevel;
  const level = higher(raised, knownLevel);
  const score = level === null ? groupScore : Math.max(groupScore, LEVEL_SCORES[level]);
  if (level === null) return judged(score, null);

  const isKnown =
    group === null || groupLevel === null || higher(groupLevel, knownLevel) !== groupLevel;
  const rule: AlertRule = isKnown && knownLevel !== null ? 'known_dga' : (group?.rule ?? 'client');
  const suspects = unique([
    ...known,
    ...(groupLevel === null ? [] : (group?.suspects ?? [])),
    ...resolved,
  ]);
  const names = alertNames(suspects, verdict, evidence);
  const knownFamily = known[0]?.knownFamily ?? null;
  const window =
    evidence.window === null ? null : { start: evidence.window, end: evidence.window + windowMs };
  const alert: Alert = {
    id: alertId(client, window?.start ?? null, rule),
    client,
    window,
    rule,
    score,
    level,
    parts: {
      group: groupScore,
      knownNames: known.length,
      resolvedNames: resolved.length,
      trials,
    },
    family: knownFamily ?? verdict?.family ?? UNKNOWN,
    names,
    distinctNames: all.total,
    failed: failing.total,
    first: least(names.map(({ first }) => first)),
    last: greatest(names.map(({ last }) => last)),
    isResolver,
    reasons: [
      ...(known.length > 0
        ? [`${plural(known.length, 'name')} that a known DGA (${knownFamily ?? UNKNOWN}) makes`]
        : []),
      ...(groupLevel === null ? [] : (verdict?.reasons ?? [])),
      ...timeReasons(suspects, evidence.first !== null),
      ...(resolved.length > 0
        ? [
            `${resolved.map(({ registrable }) => registrable).join(', ')} resolved beside names that failed: a meeting point may have been found`,
          ]
        : []),
      ...(isResolver
        ? [
            `the client asks for ${all.total} different names, as a resolver or a gateway does: look for the client behind it`,
          ]
        : []),
    ],
    nextSteps: nextSteps({
      client,
      isResolver,
      resolved: resolved.flatMap(({ addresses }) => addresses),
    }),
  };
  return judged(score, alert);
}

/** What is left of the suspects with their weights, those that the verdict names first. */
function alertNames(
  suspects: readonly PaneSuspect[],
  verdict: GroupVerdict | null,
  { first }: ClientEvidence,
): AlertName[] {
  const weights = new Map(verdict?.names.map(({ name, weight }) => [name, weight]));
  const weighed = suspects.map((suspect) => {
    const weight = suspect.knownFamily === null ? (weights.get(suspect.registrable) ?? 0) : 1;
    return { suspect, weight };
  });
  const top = weighed
    .sort((a, b) => b.weight - a.weight || (a.suspect.registrable < b.suspect.registrable ? -1 : 1))
    .filter(({ weight }, i) => weight > 0 || i === 0)
    .slice(0, MOST_NAMES);
  const sum = top.reduce((total, { weight }) => total + weight, 0);
  const hasTimes = first !== null;
  return top.map(({ suspect, weight }) => ({
    name: suspect.registrable,
    weight: sum > 0 ? weight / sum : 1 / top.length,
    first: hasTimes ? suspect.first * 1000 : null,
    last: hasTimes ? suspect.last * 1000 : null,
    failed: (suspect.seen & SEEN_FAILED) !== 0,
    resolved: (suspect.seen & SEEN_RESOLVED) !== 0,
    addresses: suspect.addresses,
    knownFamily: suspect.knownFamily,
  }));
}

function unique(suspects: readonly PaneSuspect[]): PaneSuspect[] {
  const byName = new Map<string, PaneSuspect>();
  for (const suspect of suspects)
    if (!byName.has(suspect.registrable)) byName.set(suspect.registrable, suspect);
  return [...byName.values()];
}

function higher(a: AlertLevel | null, b: AlertLevel | null): AlertLevel | null {
  return rank(b) > rank(a) ? b : a;
}

const rank = (level: AlertLevel | null): number =>
  level === null ? -1 : alertLevels.indexOf(level);

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
