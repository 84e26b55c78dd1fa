/** How many clean clients a day reach a level, at most: one in 100, 1,000, 10,000. */
export const alertLevels = ['low', 'medium', 'high'] as const;
export type AlertLevel = (typeof alertLevels)[number];

/** What made an alert: all of a client's names, those of a few minutes, or names that a known DGA makes. */
export const alertRules = ['client', 'burst', 'known_dga'] as const;
export type AlertRule = (typeof alertRules)[number];

/** A name that made an alert. */
export interface AlertName {
  readonly name: string;
  /** Its part in the alert; those of all names sum to 1. */
  readonly weight: number;
  /** When it was asked for, in milliseconds since 1970; null where the log has no times. */
  readonly first: number | null;
  readonly last: number | null;
  readonly failed: boolean;
  readonly resolved: boolean;
  /** What it resolved to, up to four addresses. */
  readonly addresses: readonly string[];
  /** The family of a known DGA that makes it. */
  readonly knownFamily: string | null;
}

/** How an alert's score came about. */
export interface AlertParts {
  /** What the group network says, from 0 to 1. */
  readonly group: number;
  /** Names that a known DGA makes. */
  readonly knownNames: number;
  /** Suspicious names that resolved beside failing ones: a meeting point was found. */
  readonly resolvedNames: number;
  /** Clean clients that a resolver's names count for; 1 for an ordinary client. */
  readonly trials: number;
}

/** A client that is suspected to be infected. */
export interface Alert {
  /** The same for the same client, window and rule. */
  readonly id: string;
  readonly client: string;
  /** Milliseconds since 1970; null where the log has no times. */
  readonly window: { readonly start: number; readonly end: number } | null;
  readonly rule: AlertRule;
  /** How likely the client is infected where one client in 1,000 is, from 0 to 1. */
  readonly score: number;
  readonly level: AlertLevel;
  readonly parts: AlertParts;
  /** `unknown` where the names resemble no known family. */
  readonly family: string;
  /** Those that weigh most first. */
  readonly names: readonly AlertName[];
  /** Different registrable names of the client in the window, and how many of them failed. */
  readonly distinctNames: number;
  readonly failed: number;
  readonly first: number | null;
  readonly last: number | null;
  /** Whether the client asks for others: a resolver or a gateway. */
  readonly isResolver: boolean;
  readonly reasons: readonly string[];
  readonly nextSteps: readonly string[];
}

/** Returns a text that is the same for the same client, window and rule (FNV-1a, 64 bits). */
export function alertId(client: string, windowStart: number | null, rule: AlertRule): string {
  const text = `${client}\u0000${windowStart ?? ''}\u0000${rule}`;
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** Returns the strongest alert of each client, the highest score first. */
export function strongestAlerts(alerts: readonly Alert[]): Alert[] {
  const strongest = new Map<string, Alert>();
  for (const alert of alerts) {
    const held = strongest.get(alert.client);
    if (held === undefined || isStronger(alert, held)) strongest.set(alert.client, alert);
  }
  return [...strongest.values()].sort((a, b) => (isStronger(a, b) ? -1 : 1));
}

function isStronger(a: Alert, b: Alert): boolean {
  const difference = alertLevels.indexOf(a.level) - alertLevels.indexOf(b.level);
  if (difference !== 0) return difference > 0;
  if (a.score !== b.score) return a.score > b.score;
  return a.id < b.id;
}
