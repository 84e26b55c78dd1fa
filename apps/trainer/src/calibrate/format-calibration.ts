import { textTable } from '@degas/evaluation';
import { escapeControls } from '@degas/logs';

import type { Calibration } from './calibration.ts';

/** Returns a calibration for people: alerts to expect, names to allow with the reason, warnings. */
export function formatCalibration({
  watched,
  levels,
  level,
  allow,
  warnings,
}: Calibration): string {
  const { clients, days, clientDays } = watched;
  const header = ['level', 'alerts found', 'a day', 'nominal a day'];
  const rows = levels.map(({ level: name, found, foundPerDay, nominalPerDay }) => [
    name,
    String(found),
    foundPerDay.toFixed(3),
    nominalPerDay.toFixed(3),
  ]);
  const names = allow.map(
    (name) =>
      `  ${escapeControls(name.name)}: ${name.level} by itself, but ${name.clients} of ${clients} clients ask for it` +
      (name.resolved === null ? ' (the logs have no answers)' : ' and it resolves'),
  );
  return [
    `${clients} clients on ${days} day${days === 1 ? '' : 's'}: ${clientDays} client-days`,
    '',
    textTable([header, ...rows], [0]),
    '',
    `Level for these clients: ${level}`,
    ...(names.length > 0 ? ['Names to allow, after a look:', ...names] : ['No name to allow.']),
    ...(warnings.length > 0
      ? [
          'The traffic may not be clean; look at these first, and calibrate without them:',
          ...warnings.map((text) => `  ${escapeControls(text)}`),
        ]
      : []),
    '',
  ].join('\n');
}
