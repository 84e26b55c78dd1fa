import { make } from '@degas/page';

import type { AlertSummary, Level } from './answers.ts';
import { drawStrokes } from './strokes.ts';
import { clientName, counted, shortTime } from './texts.ts';

export const levelText = (level: Level): HTMLElement =>
  make('span', `level ${level}`, level.toUpperCase());

/** Rows of the table of alerts; a client's button opens its evidence. */
export function alertRows(
  alerts: readonly AlertSummary[],
  openId: string | null,
  open: (id: string) => void,
): HTMLTableRowElement[] {
  return alerts.map((alert) => {
    const button = make('button', 'link', clientName(alert.client));
    button.type = 'button';
    button.dataset.alert = alert.id;
    button.addEventListener('click', () => {
      open(alert.id);
    });
    const notes = [
      ...(alert.isResolver ? ['resolver or gateway'] : []),
      ...(alert.mute === null ? [] : [`muted: ${alert.mute}`]),
    ];
    const row = make(
      'tr',
      '',
      make('td', 'name', button, ...notes.map((note) => make('div', 'hint', note))),
      make('td', '', levelText(alert.level)),
      make('td', '', alert.family),
      make('td', 'number', `${counted(alert.failed)} of ${counted(alert.distinctNames)}`),
      make('td', '', drawStrokes(alert.strokes)),
      make('td', 'number', shortTime(alert.last)),
    );
    if (alert.id === openId) row.setAttribute('aria-current', 'true');
    return row;
  });
}
