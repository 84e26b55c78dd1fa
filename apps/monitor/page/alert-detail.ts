import { highlightDomain, make } from '@degas/page';

import { levelText } from './alert-table.ts';
import type { AlertDetail, Rule, TellingName } from './answers.ts';
import { drawStrokes } from './strokes.ts';
import { answerText, clientName, counted, shortTime } from './texts.ts';

export interface DetailActions {
  readonly makeRule: (rule: Pick<Rule, 'kind' | 'value'>) => void;
  readonly close: () => void;
}

/** All that is known of an alert: why, its names with the telling characters marked, who else, what to do. */
export function alertDetail(alert: AlertDetail, actions: DetailActions): HTMLElement[] {
  const { client, level, family, names, reasons, nextSteps, others, mute } = alert;
  const heading = make('h2', '', `${clientName(client)} `, levelText(level));
  heading.id = 'detail-heading';
  heading.tabIndex = -1;
  const actionsRow = make(
    'div',
    'row',
    button('Mute this client', () => {
      actions.makeRule({ kind: 'mute_client', value: client });
    }),
    ...(family === 'unknown'
      ? []
      : [
          button(`Mute ${family}`, () => {
            actions.makeRule({ kind: 'mute_family', value: family });
          }),
        ]),
    button('Close', actions.close),
  );
  const strokes = names.flatMap(({ first, resolved }) =>
    first === null ? [] : [{ time: Date.parse(first), resolved }],
  );
  return [
    heading,
    make(
      'p',
      '',
      `${counted(alert.failed)} of ${counted(alert.distinctNames)} different names failed; the telling ones from ${shortTime(alert.first)} to ${shortTime(alert.last)} (UTC). ` +
        `Family: ${family}. Score ${alert.score.toFixed(3)}.`,
    ),
    ...(mute === null ? [] : [make('p', 'trouble', `Muted: ${mute.reason}`)]),
    actionsRow,
    make('h3', '', 'When'),
    drawStrokes(strokes) as unknown as HTMLElement,
    ...list('Why', 'ul', reasons),
    ...list('What to do next', 'ol', nextSteps),
    make('h3', '', 'Telling names'),
    make('ul', 'names', ...names.map((name) => nameRow(name, actions))),
    make('h3', '', 'Who else asked for them'),
    others.length === 0
      ? make('p', '', 'No other client that is known.')
      : make(
          'ul',
          '',
          ...others.map((other) =>
            make('li', '', `${clientName(other.client)}: ${counted(other.names)} of these names`),
          ),
        ),
  ];
}

function nameRow(name: TellingName, { makeRule }: DetailActions): HTMLElement {
  const pieces = highlightDomain(name.name, name.why).map(({ text, grade }) =>
    grade === null ? text : make('mark', grade, text),
  );
  const known = name.knownFamily === null ? '' : `; made by ${name.knownFamily}`;
  const allow = button('Allow', () => {
    makeRule({ kind: 'allow_name', value: name.name });
  });
  allow.setAttribute('aria-label', `Allow ${name.name}`);
  const why = make('span', '', `${answerText(name)}${known}`);
  why.title = name.why.sentence;
  return make('li', '', make('code', '', ...pieces), why, allow);
}

function list(title: string, tag: 'ul' | 'ol', lines: readonly string[]): HTMLElement[] {
  if (lines.length === 0) return [];
  return [make('h3', '', title), make(tag, '', ...lines.map((line) => make('li', '', line)))];
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = make('button', '', text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}
