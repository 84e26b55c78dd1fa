import { shareOf, type Sample } from '../detect/sample.ts';
import { LogsError } from '../errors.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import { isAddress, isPublicHostName } from '../text/host-name.ts';
import { hostOrAddressInWord } from '../text/name-in-text.ts';
import { chooseColumns, type ChosenColumns, type SampleColumn } from './choose-columns.ts';
import { columnsOf } from './columns-of.ts';
import { isKnownTitle, nameTitles, plainTitle, titleKey } from './field-names.ts';
import { isRuler } from './ruler.ts';

/** How a table is to be read. */
export interface TablePlan {
  readonly delimiter: string;
  /** The line that names the columns; null where a comment does or nothing. */
  readonly header: string | null;
  /** Empty titles where nothing names them. */
  readonly titles: readonly string[];
  readonly at: ChosenColumns;
  /** The sample's rows below the header. */
  readonly rows: readonly (readonly string[])[];
  /** True where the delimiter is one that names, times and addresses have, too. */
  readonly isRare: boolean;
  /** The share of lines that have the usual number of columns. */
  readonly regularity: number;
}

interface Row {
  /** Its first line. */
  readonly line: string;
  readonly cells: readonly string[];
}

const DELIMITERS = [',', '\t', ';', '|', '\u0001'];
/** Those of few tables, which are also part of names, times and addresses: tried where no other one cuts out names. */
const RARE_DELIMITERS = ['^', '~', '!', ':'];
const RARE_WIDTH = 3;
/** Prose has blanks, too: they delimit where one column has names and another one clients' addresses. */
const BLANK = ' ';
const EXCEL_SEPARATOR = /^"?sep=(.)"?$/i;
const REGULAR = 0.7;
/** Lines of one row in a sample. */
const MAX_JOINED = 16;
/** Quotes that did not close, behind which no more are looked for: the delimiter is wrong. */
const MAX_FAILURES = 3;

/** How the lines of a sample are a table, or null where they are none. */
export function tablePlan(sample: Sample, options: ReadOptions): TablePlan | null {
  const lines = sample.content.filter((line) => !EXCEL_SEPARATOR.test(line) && !isRuler(line));
  if (lines.length === 0) return null;
  const announced = sample.content.map((line) => EXCEL_SEPARATOR.exec(line)?.[1]).find(Boolean);
  const given = options.delimiter === undefined ? announced : delimiterOf(options.delimiter);
  const best = (delimiters: readonly string[]): TablePlan | null =>
    delimiters
      .map((delimiter) => planWith(delimiter, lines, sample, options, given !== undefined))
      .filter((plan) => plan !== null)
      .sort((a, b) => rank(b) - rank(a))[0] ?? null;
  if (given !== undefined) return best([given]);
  const plan = best(DELIMITERS);
  if (plan !== null && plan.at.name >= 0) return plan;
  const blank = best([BLANK]);
  if (blank?.at.isSure === true && blank.at.client >= 0 && blank.titles.length >= RARE_WIDTH)
    return blank;
  const rare = best(RARE_DELIMITERS);
  return rare?.at.isSure === true && rare.titles.length >= RARE_WIDTH ? rare : plan;
}

/** A sure name column first, then the more regular table with more columns. */
function rank({ at, regularity, titles }: TablePlan): number {
  return (at.name < 0 ? 0 : at.isSure ? 4 : 2) + regularity + Math.min(titles.length, 50) / 100;
}

/** `\t` and `tab` as people type them. */
export function delimiterOf(text: string): string {
  const delimiter =
    text === '\\t' || /^tab$/i.test(text) ? '\t' : text === '\\x01' ? '\u0001' : text;
  if (delimiter.length === 1 && delimiter !== '"') return delimiter;
  throw new LogsError(
    'LOGS_OPTION_INVALID',
    `The delimiter is '${text}'. Expected one character such as ';', or '\\t' for a tab.`,
  );
}

function planWith(
  delimiter: string,
  lines: readonly string[],
  sample: Sample,
  options: ReadOptions,
  isGiven: boolean,
): TablePlan | null {
  if (!isGiven && shareOf(lines, (line) => line.includes(delimiter)) < 0.1) return null;
  const all = rowsOf(lines, delimiter);
  const usual = usualWidth(all);
  const share = all.filter((row) => row.cells.length === usual).length / all.length;
  // Rows may end early or go on, where a header says what the columns are.
  const isRagged = !isGiven && share < REGULAR && isHeaderOfNames(all.map(({ cells }) => cells));
  const width = isRagged ? (all[0]?.cells.length ?? 0) : usual;
  if (width < 2 && !isGiven) return null;
  const regularity = isRagged ? REGULAR : share;
  if (regularity < REGULAR && !isGiven) return null;
  // What an export says about itself stands over the table.
  const begin = Math.max(
    0,
    all.findIndex(({ cells }) => cells.length === width),
  );
  const rows = all.slice(begin).map(({ cells }) => cells);
  const [first = [], ...others] = rows;
  const commented = commentedTitles(sample, delimiter, width);
  const isHeader = commented === null && isHeaderRow(first, others, options);
  const titles = commented ?? (isHeader ? first : Array.from({ length: width }, () => ''));
  const data = (isHeader ? others : rows).filter(
    (row) => row.length === width || isGiven || isRagged,
  );
  const columns = titles.map((title, column): SampleColumn => ({
    title,
    cells: data.map((row) => row[column] ?? ''),
  }));
  const at = chooseColumns(columns, options, sample.fileName);
  return {
    delimiter,
    header: isHeader ? (all[begin]?.line ?? null) : null,
    titles,
    at,
    rows: data,
    isRare: RARE_DELIMITERS.includes(delimiter) && !isGiven,
    regularity,
  };
}

/** The rows of a table, of which a quoted cell may go over several lines; a line whose quote stays open counts as a row without columns. */
function rowsOf(lines: readonly string[], delimiter: string): Row[] {
  const rows: Row[] = [];
  let failures = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    let text = line;
    let row = columnsOf(text, delimiter);
    let last = i;
    while (
      row === null &&
      last + 1 < lines.length &&
      last - i < MAX_JOINED &&
      failures < MAX_FAILURES
    ) {
      text += `\n${lines[++last] ?? ''}`;
      row = columnsOf(text, delimiter);
    }
    if (row === null) {
      rows.push({ line, cells: [] });
      failures++;
    } else {
      rows.push({ line, cells: row });
      i = last;
    }
  }
  return rows;
}

function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Titles in the last comment in front of the data, as ThreatFox and others write them. */
function commentedTitles(sample: Sample, delimiter: string, width: number): string[] | null {
  const firstData = sample.lines.findIndex((line) => line === sample.content[0]);
  const before = sample.lines.slice(0, Math.max(0, firstData)).filter((line) => line.trim() !== '');
  for (const line of before.reverse()) {
    const cells = columnsOf(line.replace(/^\s*#+\s*/, ''), delimiter)?.map((cell) => cell.trim());
    if (cells?.length === width && cells.some(isKnownTitle)) return cells;
  }
  return null;
}

/** True where a first row of titles says in which column the names are, and there they are. */
function isHeaderOfNames([first = [], ...others]: readonly (readonly string[])[]): boolean {
  if (first.length < 2 || !first.every(isTitle)) return false;
  const at = first.findIndex((cell) => nameTitles.includes(titleKey(cell)));
  const names = others.filter((row) => hostOrAddressInWord((row[at] ?? '').trim()) !== null);
  return at >= 0 && names.length >= REGULAR * others.length;
}

/** True for a first row of titles: none of its cells is a value, and one is a known title or no name where the others have names. */
function isHeaderRow(
  first: readonly string[],
  others: readonly (readonly string[])[],
  { column, clientColumn, labelColumn }: ReadOptions,
): boolean {
  const wanted = [column, clientColumn, labelColumn]
    .filter((name) => typeof name === 'string' && !/^\d+$/.test(name))
    .map((name) => String(name).trim().toLowerCase());
  if (first.some((cell) => wanted.includes(cell.trim().toLowerCase()))) return true;
  if (!first.every(isTitle)) return false;
  if (first.some(isKnownTitle)) return true;
  return first.some((cell, at) => {
    const names = others.filter((row) => hostOrAddressInWord((row[at] ?? '').trim()) !== null);
    return names.length > others.length / 2 && hostOrAddressInWord(cell.trim()) === null;
  });
}

function isTitle(cell: string): boolean {
  const text = cell.trim();
  if (isKnownTitle(text)) return true;
  return !/^[\d.:+-]+/.test(text) && !isAddress(text) && hostInTitle(text);
}

/** First parts of the paths that log stores give their columns. */
const PATH =
  /^(?:agent|answers?|client|cloud|container|data|destination|device|dns|ecs|event|fields|file|host|http|input|json|jsonPayload|labels|log|network|observer|package|process|properties|query|related|resource|response|result|rule|server|service|source|src|dst|dest|threat|tls|url|user|winlog|_source)\./i;

/** A dotted path such as `dns.question.class` is a title; a host name is none. */
function hostInTitle(text: string): boolean {
  const host = hostOrAddressInWord(text);
  return host === null || !isPublicHostName(host) || PATH.test(text) || plainTitle(text) === '';
}
