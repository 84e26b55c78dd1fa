import { type Alert, type AlertLevel, alertLevels } from '@degas/traffic';

import { dayOf } from './client-days.ts';
import type { PopularName } from './popular-names.ts';

/** Alerts in clean client-days that each level allows, at most. */
const nominalRates: Readonly<Record<AlertLevel, number>> = { low: 1e-2, medium: 1e-3, high: 1e-4 };

/** What was watched. */
export interface Watched {
  readonly clients: number;
  readonly clientDays: number;
  readonly days: number;
  readonly queries: number;
}

export interface LevelAlerts {
  readonly level: AlertLevel;
  /** Client-days that reached the level. */
  readonly found: number;
  readonly foundPerDay: number;
  /** What the level's rate makes of so many clean clients. */
  readonly nominalPerDay: number;
}

export interface Calibration {
  readonly watched: Watched;
  readonly levels: readonly LevelAlerts[];
  /** The most sensitive level whose alerts a day are few enough. */
  readonly level: AlertLevel;
  readonly allow: readonly PopularName[];
  /** Why the traffic may not be clean. */
  readonly warnings: readonly string[];
}

const SHOWN = 5;

/** Returns what alerts to expect on traffic like this, and what to allow; `alertsPerDay` is how many a person can look at. */
export function calibration(
  watched: Watched,
  alerts: readonly Alert[],
  popular: readonly PopularName[],
  alertsPerDay: number,
): Calibration {
  const strongest = new Map<string, AlertLevel>();
  for (const { client, last, level } of alerts) {
    const key = `${dayOf(last)} ${client}`;
    const held = strongest.get(key);
    if (held === undefined || rank(level) > rank(held)) strongest.set(key, level);
  }
  const days = Math.max(1, watched.days);
  const levels = alertLevels.map((level): LevelAlerts => {
    const found = [...strongest.values()].filter((reached) => rank(reached) >= rank(level)).length;
    const nominalPerDay = (watched.clientDays / days) * nominalRates[level];
    return { level, found, foundPerDay: found / days, nominalPerDay };
  });
  const fits = levels.find(
    ({ foundPerDay, nominalPerDay }) => Math.max(foundPerDay, nominalPerDay) <= alertsPerDay,
  );
  const suspicious = alerts.filter((alert) => alert.level === 'high' || alert.parts.knownNames > 0);
  const tainted = new Set(suspicious.flatMap(({ names }) => names.map(({ name }) => name)));
  // A name that never resolves may be a campaign on many machines.
  const isHarmless = ({ name, resolved }: PopularName): boolean =>
    resolved !== false && !tainted.has(name);
  const failing = popular.filter(({ resolved }) => resolved === false);
  return {
    watched,
    levels,
    level: fits?.level ?? 'high',
    allow: popular.filter(isHarmless),
    warnings: [
      ...warning(
        alerts.filter(({ parts }) => parts.knownNames > 0).map(({ client }) => client),
        'asked for names that a known DGA makes',
      ),
      ...warning(
        alerts.filter(({ level }) => level === 'high').map(({ client }) => client),
        'reached HIGH',
      ),
      ...warning(
        failing.map(({ name }) => name),
        'is suspicious, never resolved, and many clients asked for it',
      ),
    ],
  };
}

const rank = (level: AlertLevel): number => alertLevels.indexOf(level);

function warning(subjects: readonly string[], what: string): string[] {
  const different = [...new Set(subjects)];
  if (different.length === 0) return [];
  const more = different.length > SHOWN ? ` and ${different.length - SHOWN} more` : '';
  return [`${different.slice(0, SHOWN).join(', ')}${more}: ${what}`];
}
