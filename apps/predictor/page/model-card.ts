import type { ModelInfo } from '@degas/inference';
import { make, need, terms } from '@degas/page';

import type { ServedModel } from './served-model.ts';

/** Shows which model judges, what it was trained on and how good it was found. */
export function showModel(model: ModelInfo, served: ServedModel | null): void {
  const { manifest = null } = served ?? {};
  const rows = manifest?.dataset?.training?.total;
  need('card', HTMLDListElement).replaceChildren(
    ...terms([
      [
        'Version',
        served
          ? `${served.name} ${served.version}`
          : `${model.name} ${model.version}, from this page`,
      ],
      [
        'Network',
        `${manifest?.network?.name ?? model.name}, ${model.parameters.toLocaleString('en')} numbers`,
      ],
      [
        'Reads',
        `${model.encoding.name} ${model.encoding.version}, ${model.encoding.length} characters`,
      ],
      [
        'Runs by',
        model.engine === 'wasm' ? 'WebAssembly, in this browser' : 'JavaScript, in this browser',
      ],
      ['Calls DGA', `scores from ${shortNumber(model.threshold)}`],
      ...(rows === undefined
        ? []
        : [['Trained on', `${rows.toLocaleString('en')} names`] as const]),
      ...(manifest?.created === undefined ? [] : [['Trained', manifest.created] as const]),
      ...metricsOf(manifest?.metrics ?? {}),
    ]),
  );
  showOperatingPoints(model);
  need('families-box', HTMLDetailsElement).hidden = model.families.length === 0;
  need('families', HTMLParagraphElement).textContent = model.families.join(', ');
}

function metricsOf(metrics: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(metrics).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, shortNumber(value)] as [string, string]] : [],
  );
}

function showOperatingPoints({ operatingPoints }: ModelInfo): void {
  const points = need('points', HTMLDivElement);
  if (operatingPoints.length === 0) return;
  const cells = (tag: 'th' | 'td', texts: string[]): HTMLElement =>
    make('tr', '', ...texts.map((text) => make(tag, '', text)));
  points.replaceChildren(
    make(
      'table',
      '',
      make('caption', '', 'Levels'),
      make('thead', '', cells('th', ['Level', 'Score from', 'Benign names called DGA'])),
      make(
        'tbody',
        '',
        ...operatingPoints.map(({ level, threshold, falsePositiveRate }) =>
          cells('td', [
            level,
            shortNumber(threshold),
            `1 in ${Math.round(1 / falsePositiveRate).toLocaleString('en')}`,
          ]),
        ),
      ),
    ),
  );
}

/** Four digits after the point at most, but never a 1 that is none. */
export function shortNumber(value: number): string {
  return value > 0.9999 && value < 1 ? '> 0.9999' : String(Number(value.toFixed(4)));
}
