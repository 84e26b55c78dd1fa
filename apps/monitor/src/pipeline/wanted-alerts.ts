import { type Alert, alertLevels } from '@degas/traffic';

import type { MonitorSettings } from './monitor.ts';

/** The alerts that are given out: those of the level and above that nobody muted; and those that somebody did. */
export function wantedAlerts(
  alerts: readonly Alert[],
  { level, muteReason }: MonitorSettings,
): { readonly wanted: readonly Alert[]; readonly muted: readonly Alert[] } {
  const least = alertLevels.indexOf(level);
  const reached = alerts.filter((alert) => alertLevels.indexOf(alert.level) >= least);
  const isMuted = (alert: Alert): boolean => muteReason(alert) !== null;
  return {
    wanted: reached.filter((alert) => !isMuted(alert)),
    muted: reached.filter(isMuted),
  };
}
