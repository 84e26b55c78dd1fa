import type { Verdict } from '@degas/inference';
import { candidatesText } from '@degas/logs';
import Papa from 'papaparse';

/** A verdict and its place in the input. */
export interface Row extends Verdict {
  readonly position: number;
}

export const SORT_KEYS = ['position', 'domain', 'score', 'level', 'family'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Which rows to show, and in which order. */
export interface View {
  /** Part of the name or of the family. */
  readonly text: string;
  /** A label, a level, or all. */
  readonly show: 'all' | 'dga' | 'benign' | 'skipped' | 'low' | 'medium' | 'high';
  readonly sortBy: SortKey;
  readonly descending: boolean;
}

export const firstView: View = { text: '', show: 'all', sortBy: 'score', descending: true };

const LEVELS = [null, 'low', 'medium', 'high'] as const;

/** A level as people say it: at least this one, for a filter that asks for it. */
const reaches = (row: Row, level: 'low' | 'medium' | 'high'): boolean =>
  LEVELS.indexOf(row.level) >= LEVELS.indexOf(level);

/** The rows that a view shows, in its order; rows that are alike stay in the order of the input. */
export function selectRows(rows: readonly Row[], view: View): Row[] {
  const text = view.text.trim().toLowerCase();
  const isShown = (row: Row): boolean => {
    const { show } = view;
    if (show === 'low' || show === 'medium' || show === 'high') {
      if (!reaches(row, show)) return false;
    } else if (show !== 'all' && row.label !== show) return false;
    return text === '' || row.domain.toLowerCase().includes(text) || familyText(row).includes(text);
  };
  const sign = view.descending ? -1 : 1;
  const compare = COMPARISONS[view.sortBy];
  return rows.filter(isShown).sort((a, b) => sign * compare(a, b) || a.position - b.position);
}

/** The family; of several candidates all, and what the name looks like if it is none of theirs. */
export function familyText({ family, candidates, kind }: Row): string {
  const names = candidates.map(({ family: name }) => name);
  return family ?? [...names, ...(kind === null ? [] : [kind])].join(' or ');
}

/** By code unit: a language's own order takes a second for 100,000 names. */
const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const COMPARISONS: Readonly<Record<SortKey, (a: Row, b: Row) => number>> = {
  position: (a, b) => a.position - b.position,
  domain: (a, b) => byText(a.domain, b.domain),
  score: (a, b) => (a.score ?? -1) - (b.score ?? -1),
  level: (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level),
  family: (a, b) => byText(familyText(a), familyText(b)),
};

const CSV_FIELDS = [
  'domain',
  'registrable',
  'score',
  'label',
  'level',
  'family',
  'skipped',
  'kind',
  'candidates',
];

/** The rows as CSV; what a spreadsheet would take for a formula is defused. */
export function rowsToCsv(rows: readonly Row[]): string {
  const written = rows.map((row) => ({ ...row, candidates: candidatesText(row.candidates) }));
  return Papa.unparse(written, { columns: CSV_FIELDS, escapeFormulae: true, newline: '\n' });
}

/** How many names got which label. */
export function countLabels(rows: readonly Row[]): Readonly<Record<Verdict['label'], number>> {
  const counts = { dga: 0, benign: 0, skipped: 0 };
  for (const { label } of rows) counts[label]++;
  return counts;
}
