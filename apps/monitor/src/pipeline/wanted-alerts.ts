import { type Alert, alertLevels } from '@degas/traffic';

import type { MonitorSettings } from './monitor.ts';

/** The alerts that are given out: those of the level and above that nobody muted; and how many were muted. */
export function wantedAlerts(
  alerts: readonly Alert[],
  { level, muteReason }: MonitorSettings,
): { readonly wanted: readonly Alert[]; readonly muted: number } {
  const least = alertLevels.indexOf(level);
  const reached = alerts.filter((alert) => alertLevels.indexOf(alert.level) >= least);
  const wanted = reached.filter((alert) => muteReason(alert) === null);
  return { wanted, muted: reached.length - wanted.length };
}
