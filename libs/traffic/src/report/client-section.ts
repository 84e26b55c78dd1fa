import type { Explanation } from '@degas/inference';

import type { ClientResult } from '../results/client-result.ts';
import { answerOf, clientName, clientSentences } from './client-words.ts';
import { markedName } from './marked-name.ts';
import { html, type Markup, nothing } from './markup.ts';

/** What makes a report speak: `classifier.explain` weighs names, `familySentence` of `@degas/generators` knows families. */
export interface Interpreter {
  readonly explain: (name: string) => Pick<Explanation, 'reading' | 'characters'>;
  /** What is known of a family, null for names of none. */
  readonly describeFamily: (family: string | null) => string;
}

export function levelBadge(level: ClientResult['level']): Markup {
  return level === null
    ? nothing
    : html`<span class="level ${level}">${level.toUpperCase()}</span>`;
}

/** All that is known of a suspected client: why, the family, its telling names, what to do next. */
export function clientSection(
  result: ClientResult,
  anchor: string,
  interpreter: Interpreter,
): Markup {
  const { client, level, family, names } = result;
  return html` <section id="${anchor}">
    <h2>${clientName(client)} ${levelBadge(level)}</h2>
    <p>${clientSentences(result).join(' ')}</p>
    <p>${interpreter.describeFamily(family)}</p>
    ${list('Why', 'ul', result.reasons)} ${list('What to do next', 'ol', result.nextSteps)}
    <h3>Telling names</h3>
    <ul class="names">
      ${names.map((name) => nameRow(name, interpreter))}
    </ul>
  </section>`;
}

function nameRow(name: ClientResult['names'][number], { explain }: Interpreter): Markup {
  const { reading, characters } = explain(name.name);
  // Those of a reading have other places than those of the name.
  const marked = markedName(name.name, reading === undefined ? characters : []);
  return html`<li>${marked} <span>${answerOf(name)}</span></li>`;
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
