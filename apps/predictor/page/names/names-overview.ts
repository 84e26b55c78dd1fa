import { make } from '@degas/page';

import { percent, tile } from '../tiles.ts';
import { dgaNames, type RowCounts } from './count-rows.ts';

/** Families that have a bar. */
const MOST_FAMILIES = 8;

/** The result in one line. */
export function namesHeadline(counts: RowCounts): string {
  const made = dgaNames(counts);
  const all = counts.names.toLocaleString('en');
  const names = counts.names === 1 ? 'name' : 'names';
  if (made === 0) return `None of ${all} ${names} looks made up by malware`;
  return `${made.toLocaleString('en')} of ${all} ${names} ${made === 1 ? 'looks' : 'look'} made up by malware`;
}

export function namesTiles(counts: RowCounts): HTMLElement[] {
  const made = dgaNames(counts);
  const judged = counts.names - counts.skipped;
  return [
    tile('DGA', made, made > 0 ? 'dga' : ''),
    tile('share', percent(made, judged)),
    tile('benign', counts.benign + counts.suspicious, 'benign'),
    tile('skipped', counts.skipped, 'skipped'),
  ];
}

/** How the names are spread over the verdicts, and which families made them. */
export function namesPicture(counts: RowCounts): HTMLElement {
  const parts = [
    ['high', 'DGA, high', counts.dga.high],
    ['medium', 'DGA, medium', counts.dga.medium],
    ['low', 'DGA, low', counts.dga.low],
    ['listed', 'DGA, by a list', counts.dga.listed],
    ['suspicious', 'suspicious', counts.suspicious],
    ['fine', 'benign', counts.benign],
    ['left', 'skipped', counts.skipped],
  ] as const;
  const present = parts.filter(([, , count]) => count > 0);
  const bar = make('div', 'bar');
  bar.setAttribute('role', 'img');
  bar.setAttribute(
    'aria-label',
    present.map(([, title, count]) => `${title}: ${count.toLocaleString('en')}`).join(', '),
  );
  for (const [kind, , count] of present) {
    const piece = make('span', kind);
    piece.style.flexGrow = String(count);
    bar.append(piece);
  }
  const legend = make(
    'ul',
    'legend',
    ...present.map(([kind, title, count]) =>
      make('li', kind, `${title} ${count.toLocaleString('en')}`),
    ),
  );
  return make('figure', '', make('figcaption', '', 'All names'), bar, legend, ...families(counts));
}

function families({ families: found }: RowCounts): HTMLElement[] {
  const [most] = found;
  if (most === undefined) return [];
  const rows = found.slice(0, MOST_FAMILIES).map(([family, count]) => {
    const meter = make('span', 'meter');
    meter.style.width = `${Math.max(1, (60 * count) / most[1]).toFixed(1)}%`;
    return make('li', '', make('span', '', family), meter, count.toLocaleString('en'));
  });
  const left = found.length - rows.length;
  return [
    make('h3', '', 'Families of malware'),
    make('ul', 'families', ...rows),
    ...(left > 0 ? [make('p', 'hint', `and ${left} more`)] : []),
  ];
}
