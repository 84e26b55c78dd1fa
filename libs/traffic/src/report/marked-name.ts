import type { Attribution } from '@degas/inference';

import { html, type Markup } from './markup.ts';

/** Shares of the strongest character's weight from which on a character is marked, and how. */
const marks = [
  [0.66, 'c'],
  [0.33, 'b'],
  [0.12, 'a'],
] as const;

/** Returns the name with the characters that speak for a DGA marked, the stronger the darker. */
export function markedName(name: string, characters: readonly Attribution[]): Markup {
  const strongest = Math.max(0, ...characters.map(({ weight }) => weight));
  const markAt = new Map(
    characters.map(({ at, weight }) => [
      at,
      strongest > 0 ? (marks.find(([share]) => weight >= share * strongest)?.[1] ?? '') : '',
    ]),
  );
  const runs: { text: string; mark: string }[] = [];
  for (let at = 0; at < name.length; at++) {
    const mark = markAt.get(at) ?? '';
    const last = runs.at(-1);
    if (last?.mark === mark) last.text += name.charAt(at);
    else runs.push({ text: name.charAt(at), mark });
  }
  const parts = runs.map(({ text, mark }) =>
    mark === '' ? html`${text}` : html`<mark class="${mark}">${text}</mark>`,
  );
  return html`<code>${parts}</code>`;
}
