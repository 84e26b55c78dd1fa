/*
 * What the monitor answers, as far as the page reads it; `operations/` makes it.
 */
import type { Why } from '@degas/page';

export type Level = 'low' | 'medium' | 'high';

export interface AlertSummary {
  readonly id: string;
  readonly client: string;
  readonly level: Level;
  readonly score: number;
  readonly family: string;
  readonly distinctNames: number;
  readonly failed: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly isResolver: boolean;
  /** The reason of the rule that mutes it. */
  readonly mute: string | null;
  readonly strokes: readonly Stroke[];
}

/** A telling name on a line of time. */
export interface Stroke {
  readonly time: number;
  readonly resolved: boolean;
}

export interface TellingName {
  readonly name: string;
  readonly failed: boolean;
  readonly resolved: boolean;
  readonly addresses: readonly string[];
  readonly first: string | null;
  readonly knownFamily: string | null;
  readonly why: Why;
}

export interface AlertDetail extends Omit<AlertSummary, 'mute' | 'strokes'> {
  readonly names: readonly TellingName[];
  readonly reasons: readonly string[];
  readonly nextSteps: readonly string[];
  readonly mute: Rule | null;
  readonly others: readonly { readonly client: string; readonly names: number }[];
}

export type RuleKind = 'mute_client' | 'mute_family' | 'allow_name';

export interface Rule {
  readonly id: string;
  readonly kind: RuleKind;
  readonly value: string;
  readonly reason: string;
  readonly until: string | null;
}

export interface Overview {
  readonly alerts: Readonly<Record<Level, number>>;
  readonly names: number;
  readonly counts: { readonly clients: number; readonly evictedClients: number };
  readonly inputs: readonly {
    readonly name: string;
    readonly events: number;
    readonly rejected: number;
    readonly lag: number | null;
    readonly problem: string | null;
  }[];
  readonly outlets: readonly {
    readonly name: string;
    readonly counts: {
      readonly delivered: number;
      readonly failures: number;
      readonly deadLetters: number;
      readonly waiting: number;
      readonly problem: string | null;
    };
  }[];
  readonly unready: string | null;
  readonly rates: {
    readonly namesPerSecond: number;
    readonly failingShare: number | null;
    readonly lag: number | null;
  } | null;
}
