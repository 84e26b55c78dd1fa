import type { ModelInfo } from '@degas/inference';
import { make, need, terms } from '@degas/page';

import { shortScore } from '../names/short-score.ts';
import type { Manifest, ServedModel } from './served-model.ts';

/** Shows which model judges, what it learned from and how good it was found, in plain words; figures for specialists apart. */
export function showModel(model: ModelInfo, served: ServedModel): void {
  const { manifest } = served;
  need('card', HTMLDListElement).replaceChildren(
    ...terms([
      ['Version', `${served.name} ${served.version}`],
      ...learnedFrom(manifest),
      ...recall(manifest),
      ...(model.families.length === 0
        ? []
        : [['Can name', `${model.families.length} families of malware`] as const]),
      [
        'Judges',
        model.judgesGroups
          ? 'single names, and all names of a client together'
          : 'single names; clients need a newer model',
      ],
    ]),
  );
  need('figures', HTMLDListElement).replaceChildren(
    ...terms([
      ['network', manifest?.network?.name ?? model.name],
      ['weights', (manifest?.network?.parameters ?? model.parameters).toLocaleString('en')],
      [
        'encoding',
        `${model.encoding.name} ${model.encoding.version}, ${model.encoding.length} characters`,
      ],
      ['runs by', model.engine === 'wasm' ? 'WebAssembly' : 'JavaScript'],
      ['threshold', shortScore(model.threshold)],
      ...(manifest?.gitCommit ? [['commit', manifest.gitCommit] as const] : []),
      ...numbersIn('', manifest?.metrics ?? {}),
    ]),
  );
  showLevels(model);
  need('families-box', HTMLDetailsElement).hidden = model.families.length === 0;
  need('families', HTMLParagraphElement).textContent = model.families.join(', ');
  need('service', HTMLParagraphElement).hidden = served.isStatic === true;
}

function learnedFrom(manifest: Manifest | null): [string, string][] {
  const { total, dga } = manifest?.dataset?.training ?? {};
  if (total === undefined) return [];
  const made = dga === undefined ? '' : `, ${dga.toLocaleString('en')} of them made by malware`;
  const when = manifest?.created === undefined ? '' : `, on ${manifest.created.slice(0, 10)}`;
  return [['Learned from', `${total.toLocaleString('en')} names${made}${when}`]];
}

/** How many of the names that malware made are found, at each level. */
function recall(manifest: Manifest | null): [string, string][] {
  const levels = Object.entries(manifest?.metrics?.validation?.recallAt ?? {});
  if (levels.length === 0) return [];
  const found = levels.map(
    ([level, { recall: share }]) => `${Math.round(100 * share)} at level ${level}`,
  );
  return [['Finds', `of 100 names made by malware that it had not seen: ${found.join(', ')}`]];
}

/** All numbers of a JSON object by their paths. */
function numbersIn(path: string, value: unknown): [string, string][] {
  if (typeof value === 'number')
    return [
      [path, value % 1 === 0 ? value.toLocaleString('en') : String(Number(value.toFixed(4)))],
    ];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    numbersIn(path === '' ? key : `${path}.${key}`, inner),
  );
}

function showLevels({ operatingPoints }: ModelInfo): void {
  if (operatingPoints.length === 0) return;
  const cells = (tag: 'th' | 'td', texts: string[]): HTMLElement =>
    make('tr', '', ...texts.map((text) => make(tag, '', text)));
  need('points', HTMLDivElement).replaceChildren(
    make(
      'table',
      '',
      make('caption', '', 'Levels'),
      make('thead', '', cells('th', ['Level', 'Score from', 'Names reported by mistake'])),
      make(
        'tbody',
        '',
        ...operatingPoints.map(({ level, threshold, falsePositiveRate }) =>
          cells('td', [
            level,
            shortScore(threshold),
            `1 in ${Math.round(1 / falsePositiveRate).toLocaleString('en')} benign ones`,
          ]),
        ),
      ),
    ),
  );
}
