import { make } from '@degas/page';
import { huntTitle } from '@degas/traffic/report';

import type { ClientsOutcome } from '../judging/outcome.ts';
import { tile } from '../tiles.ts';

export const suspectedClients = ({ suspected: { high, medium, low } }: ClientsOutcome): number =>
  high + medium + low;

export function clientsHeadline(outcome: ClientsOutcome): string {
  return `${huntTitle(suspectedClients(outcome))} of ${outcome.clients.toLocaleString('en')}`;
}

export function clientsTiles({ suspected, clients, queries }: ClientsOutcome): HTMLElement[] {
  const { high, medium, low } = suspected;
  return [
    tile('HIGH', high, high > 0 ? 'dga' : ''),
    tile('MEDIUM', medium, medium > 0 ? 'dga' : ''),
    ...(low > 0 ? [tile('LOW', low, 'dga')] : []),
    tile('clients', clients),
    tile('queries', queries),
  ];
}

/** What a level means, for a reader who has never heard of one. */
export function levelHint(): HTMLElement {
  return make(
    'p',
    'hint',
    'A level says how rare a false alarm is: at most one clean client in 100 (LOW), 1,000 (MEDIUM) or 10,000 (HIGH) reaches it in a day.',
  );
}
