import Papa from 'papaparse';

import { escapeControls } from './escape-controls.ts';
import { plainText } from './tsv.ts';
import { candidatesText, scoreText, type KeptFields, type WritableVerdict } from './verdict.ts';

const COLUMNS = [
  'domain',
  'score',
  'label',
  'level',
  'family',
  'registrable',
  'skipped',
  'decision',
  'kind',
  'candidates',
] as const;

/** The line over the verdicts; fields that are kept have their own names behind `input.`. */
export function csvHeader(keptTitles: readonly string[] = []): string {
  return unparsed([[...COLUMNS, ...keptTitles.map((title) => `input.${escapeControls(title)}`)]]);
}

/** A row a verdict. Cells that a spreadsheet would run (`=`, `+`, `-`, `@`, tab, CR in front) begin with an apostrophe. */
export function csvLines(
  verdicts: readonly WritableVerdict[],
  kept?: KeptFields,
  keptTitles: readonly string[] = [],
): string {
  if (verdicts.length === 0) return '';
  return unparsed(
    verdicts.map((verdict, i) => [
      ...cellsOf(verdict),
      ...keptTitles.map((title) => safe(plainText(kept?.[i]?.[title]))),
    ]),
  );
}

function unparsed(rows: (string | null)[][]): string {
  return `${Papa.unparse(rows, { newline: '\n', escapeFormulae: true })}\n`;
}

/** A decision as the list and its rule. */
function cellsOf(verdict: WritableVerdict): (string | null)[] {
  const { domain, label, level, family, registrable, skipped, decision, kind = null } = verdict;
  const decided = decision === undefined ? null : `${decision.by} ${safe(decision.rule)}`;
  const texts = [family, registrable, skipped].map((text) => (text === null ? null : safe(text)));
  const candidates = candidatesText(verdict.candidates) || null;
  return [safe(domain), scoreText(verdict), label, level, ...texts, decided, kind, candidates];
}

/** What would steer a terminal is escaped; so a tab or CR in front is none any more, and no formula either. */
function safe(text: string): string {
  return escapeControls(text);
}
