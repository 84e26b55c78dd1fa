import { UNKNOWN_FAMILY } from '@degas/inference';

import type { Alert } from '../alerts/alert.ts';
import type { JudgedClient } from '../alerts/judge-client.ts';

/** A client as it is reported: one line of JSON. */
export interface ClientResult {
  readonly client: string;
  /** How likely the client is infected where one client in 1,000 is, from 0 to 1. */
  readonly score: number;
  /** Null below LOW. */
  readonly level: Alert['level'] | null;
  /** A malware family; null without a level and where the names resemble no family that is known. */
  readonly family: string | null;
  readonly names: readonly {
    readonly name: string;
    readonly weight: number;
    readonly failed: boolean;
    readonly resolved: boolean;
    readonly addresses: readonly string[];
    /** ISO 8601, or null where the log has no times. */
    readonly first: string | null;
    readonly last: string | null;
    readonly knownFamily: string | null;
  }[];
  /** Different registrable names in the window. */
  readonly distinctNames: number;
  /** How many of them failed. */
  readonly failed: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly reasons: readonly string[];
  /** What a person may do next. */
  readonly nextSteps: readonly string[];
  /** The same for the same client, window and rule; null without a level. */
  readonly id: string | null;
  readonly rule: Alert['rule'] | null;
  readonly parts: Alert['parts'] | null;
  readonly isResolver: boolean;
}

/** Returns what is reported of an alert. */
export function resultOfAlert(alert: Alert): ClientResult {
  const { client, score, level, family, names, distinctNames, failed, isResolver } = alert;
  return {
    client,
    score,
    level,
    family: family === UNKNOWN_FAMILY ? null : family,
    names: names.map(({ first, last, ...name }) => ({
      ...name,
      first: isoTime(first),
      last: isoTime(last),
    })),
    distinctNames,
    failed,
    first: isoTime(alert.first),
    last: isoTime(alert.last),
    reasons: alert.reasons,
    nextSteps: alert.nextSteps,
    id: alert.id,
    rule: alert.rule,
    parts: alert.parts,
    isResolver,
  };
}

/** Returns what is reported of a client that has no alert. */
export function resultOfClient({ alert, ...client }: JudgedClient): ClientResult {
  if (alert !== null) return resultOfAlert(alert);
  return {
    ...client,
    level: null,
    family: null,
    names: [],
    first: null,
    last: null,
    reasons: [],
    nextSteps: [],
    id: null,
    rule: null,
    parts: null,
  };
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
