import { make } from '@degas/page';
import type { ClientResult } from '@degas/traffic';
import {
  answerOf,
  axisEnds,
  clientName,
  clientSentences,
  spanOf,
  strokesLabel,
  strokesOf,
  type TimeSpan,
} from '@degas/traffic/report';

import type { BackgroundJudge } from '../judging/background-judge.ts';
import type { ShownClient } from '../judging/outcome.ts';
import { markedName } from '../names/explanation-cell.ts';

/** The suspected clients, each with its evidence; the first one is open. */
export function clientList(shown: readonly ShownClient[], judge: BackgroundJudge): HTMLElement[] {
  const span = spanOf(shown.map(({ result }) => result));
  return [
    ...(span === null ? [] : [axis(span)]),
    ...shown.map((client, i) => {
      const entry = clientEntry(client, span);
      entry.addEventListener('toggle', () => {
        if (entry.open) void markNames(entry, client.result, judge);
      });
      entry.open = i === 0;
      return entry;
    }),
  ];
}

function axis(span: TimeSpan): HTMLElement {
  const [start, end] = axisEnds(span);
  return make(
    'div',
    'axis',
    make('span', '', start),
    make('span', 'hint', 'strokes: telling names by time; blue ones resolved'),
    make('span', '', `${end} (UTC)`),
  );
}

function clientEntry({ result, family }: ShownClient, span: TimeSpan | null): HTMLDetailsElement {
  const { client, level, names, reasons, nextSteps } = result;
  const summary = make(
    'summary',
    '',
    make('strong', '', clientName(client)),
    make('span', `level ${level ?? ''}`, (level ?? '').toUpperCase()),
    make('span', 'family', result.family ?? 'unknown family'),
    ...(span === null ? [] : [strokes(result, span)]),
  );
  return make(
    'details',
    'client',
    summary,
    make('p', '', clientSentences(result).join(' ')),
    make('p', '', family),
    ...list('Why', 'ul', reasons),
    ...list('What to do next', 'ol', nextSteps),
    make('h3', '', 'Telling names'),
    make(
      'ul',
      'names',
      ...names.map((name) =>
        make('li', '', make('code', '', name.name), make('span', '', answerOf(name))),
      ),
    ),
  );
}

function strokes(result: ClientResult, span: TimeSpan): HTMLElement {
  const line = make('span', 'time');
  line.setAttribute('role', 'img');
  line.setAttribute('aria-label', strokesLabel(result));
  for (const { left, resolved } of strokesOf(result, span)) {
    const stroke = make('span', resolved ? 'resolved' : '');
    stroke.style.left = `${left}%`;
    line.append(stroke);
  }
  return line;
}

function list(title: string, tag: 'ul' | 'ol', lines: readonly string[]): HTMLElement[] {
  if (lines.length === 0) return [];
  return [make('h3', '', title), make(tag, '', ...lines.map((line) => make('li', '', line)))];
}

/** Marks the characters that tell, once somebody looks at them. */
async function markNames(
  entry: HTMLElement,
  { names }: ClientResult,
  judge: BackgroundJudge,
): Promise<void> {
  if (entry.dataset.marked !== undefined) return;
  entry.dataset.marked = 'yes';
  const asked = names.map(({ name }) => name);
  const explanations = await judge.ask('explain', { names: asked }).catch(() => []);
  const codes = entry.querySelectorAll('code');
  explanations.forEach(({ reading, verdict, sentence, characters }, i) => {
    const registrable = reading ?? verdict.registrable;
    codes[i]?.replaceChildren(...markedName(asked[i] ?? '', { registrable, sentence, characters }));
  });
}
