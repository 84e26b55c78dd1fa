import { make } from '@degas/page';

import type { Overview } from './answers.ts';
import { counted } from './texts.ts';

/** The numbers on top. */
export function tiles({ alerts, counts, rates }: Overview): HTMLElement[] {
  const failing = rates?.failingShare ?? null;
  const lag = rates?.lag ?? null;
  const pairs: [string, string][] = [
    ['HIGH alerts', counted(alerts.high)],
    ['MEDIUM alerts', counted(alerts.medium)],
    ['LOW alerts', counted(alerts.low)],
    ['clients', counted(counts.clients)],
    ['names a second', counted(Math.round(rates?.namesPerSecond ?? 0))],
    ['failing', failing === null ? '–' : `${(100 * failing).toFixed(1)} %`],
    ['lag', lag === null ? '–' : counted(lag)],
  ];
  return pairs.map(([term, value]) => make('div', '', make('dt', '', term), make('dd', '', value)));
}

/** What goes wrong, in one sentence each. */
export function troublesOf({ inputs, outlets, unready, counts }: Overview): string[] {
  return [
    ...(unready === null ? [] : [`Not ready: ${unready}.`]),
    ...inputs.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}.`])),
    ...outlets.flatMap(({ name, counts: { problem, waiting, deadLetters } }) => [
      ...(problem === null ? [] : [`${name}: ${problem}; ${counted(waiting)} alerts wait.`]),
      ...(deadLetters === 0 ? [] : [`${name}: ${counted(deadLetters)} alerts were given up.`]),
    ]),
    ...(counts.evictedClients === 0
      ? []
      : [`${counted(counts.evictedClients)} clients had to make room for others.`]),
  ];
}

/** Inputs and outputs, with what they did. */
export function partsOf({ inputs, outlets }: Overview): HTMLElement[] {
  return [
    table(
      'Inputs',
      ['Input', 'Names', 'Rejected', 'Lag'],
      inputs.map(({ name, events, rejected, lag }) => [
        name,
        counted(events),
        counted(rejected),
        lag === null ? '–' : counted(lag),
      ]),
    ),
    table(
      'Outputs',
      ['Output', 'Delivered', 'Waiting', 'Failures', 'Given up'],
      outlets.map(({ name, counts: { delivered, waiting, failures, deadLetters } }) => [
        name,
        counted(delivered),
        counted(waiting),
        counted(failures),
        counted(deadLetters),
      ]),
    ),
  ];
}

/** A table that scrolls by itself on a narrow screen. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | HTMLElement)[])[],
): HTMLElement {
  const header = make('tr', '', ...head.map((title) => column(title)));
  const scroll = make(
    'div',
    'scroll',
    make(
      'table',
      '',
      make('caption', '', caption),
      make('thead', '', header),
      make(
        'tbody',
        '',
        ...rows.map((row) => make('tr', '', ...row.map((one) => make('td', '', one)))),
      ),
    ),
  );
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', `Table of ${caption.toLowerCase()}`);
  return scroll;
}

function column(title: string): HTMLElement {
  const cell = make('th', '', title);
  cell.scope = 'col';
  return cell;
}
