import Papa from 'papaparse';

import type { SheetName } from './draw-sheet.ts';

const COLUMNS = ['name', 'source', 'decoy'] as const;

/** Returns what readers must not see: where each name is from, and which are decoys. In the order of the names, which says nothing. */
export function formatKey(names: readonly SheetName[]): string {
  const rows = names
    .map(({ domain, source, isDecoy }) => [domain, source, isDecoy ? 'yes' : 'no'])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return `${Papa.unparse([[...COLUMNS], ...rows], { newline: '\n' })}\n`;
}

/** Reads what `formatKey` writes; null where it is something else. */
export function readKey(text: string): SheetName[] | null {
  const { data } = Papa.parse<string[]>(text.trimEnd());
  const [header = [], ...rows] = data;
  if (header.join() !== COLUMNS.join()) return null;
  return rows.map(([domain = '', source = '', decoy]) => {
    return { domain, source, isDecoy: decoy === 'yes' };
  });
}
