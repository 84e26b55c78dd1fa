import type { Attribution } from '@degas/inference';
import type { ClientResult } from '@degas/traffic';

import { familySentence } from './family-sentence.ts';
import { markedName } from './marked-name.ts';
import { html, type Markup, nothing } from './markup.ts';
import { shortTime } from './timeline.ts';

/** Characters of a name, weighed; `classifier.explain` has them. */
export type WeighCharacters = (name: string) => readonly Attribution[];

const falseAlerts = { low: '100', medium: '1,000', high: '10,000' } as const;

export const clientName = (client: string): string => (client === '' ? '(no client)' : client);

export function levelBadge(level: ClientResult['level']): Markup {
  return level === null
    ? nothing
    : html`<span class="level ${level}">${level.toUpperCase()}</span>`;
}

/** All that is known of a suspected client: why, the family, its telling names, what to do next. */
export function clientSection(
  result: ClientResult,
  anchor: string,
  weigh: WeighCharacters,
): Markup {
  const { client, level, family, names, distinctNames, failed, first, last } = result;
  const when =
    first === null
      ? ''
      : ` The telling ones came from ${shortTime(first)} to ${shortTime(last)} (UTC).`;
  const failing = failed > 0 ? `; ${failed} of them do not exist` : '';
  return html` <section id="${anchor}">
    <h2>${clientName(client)} ${levelBadge(level)}</h2>
    <p>
      The client asked for ${distinctNames} different names${failing}.${when}
      ${level === null ? '' : `At most one clean client in ${falseAlerts[level]} looks like this in a day.`}
    </p>
    <p>${familySentence(family)}</p>
    ${list('Why', 'ul', result.reasons)} ${list('What to do next', 'ol', result.nextSteps)}
    <h3>Telling names</h3>
    <ul class="names">
      ${names.map((name) => nameRow(name, weigh))}
    </ul>
  </section>`;
}

function nameRow(name: ClientResult['names'][number], weigh: WeighCharacters): Markup {
  const { resolved, failed, addresses, knownFamily } = name;
  const answer = resolved
    ? `resolved${addresses.length > 0 ? ` to ${addresses.join(', ')}` : ''}`
    : failed
      ? 'does not exist'
      : 'answer not known';
  const known = knownFamily === null ? '' : `; made by ${knownFamily}`;
  return html`<li>${markedName(name.name, weigh(name.name))} <span>${answer}${known}</span></li>`;
}

function list(title: string, tag: 'ul' | 'ol', lines: readonly string[]): Markup {
  if (lines.length === 0) return nothing;
  const items = lines.map((line) => html`<li>${line}</li>`);
  return html`<h3>${title}</h3>
    ${
      tag === 'ol'
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`
    }`;
}
