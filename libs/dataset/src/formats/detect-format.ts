import { basename } from 'node:path';

import { jsonObject } from './json-lines.ts';
import type { LabelledColumns } from './labelled-csv.ts';
import type { FormatName } from './registry.ts';
import { splitRow } from './split-row.ts';

/** The names that the original project's files have, and those of its successors, with their formats. */
const FILE_NAMES: readonly (readonly [RegExp, FormatName])[] = [
  [/^bambenek[.-]/, 'bambenek'],
  [/^subset\./, 'subset'],
  [/^dga-/, 'dga-csv'],
  [/^majestic/, 'majestic'],
  [/^(?:cisco-umbrella|top-1m|top10milliondomains|alexa|tranco|benign-)/, 'hosts'],
  [/^(?:all_dga|all_legit)\w*\.txt/, 'andrewaeva'],
  [/_dga\.csv/, 'dgarchive'],
];

const HOST = /^[\w-]{1,63}(?:\.[\w-]{1,63})+\.?$/;

/**
 * The format of a text by its first lines, where they leave no doubt; else by its file name; else by what its
 * rows look like. Null where nothing fits: a bare list of names, above all, may be benign or not.
 */
export function detectFormat(
  file: string,
  firstLines: readonly string[],
  columns: LabelledColumns = {},
): FormatName | null {
  const lines = firstLines.slice(0, 100).filter((line) => line.trim() !== '');
  return (
    detectBySignature(lines, columns) ??
    FILE_NAMES.find(([name]) => name.test(basename(nameOf(file)).toLowerCase()))?.[1] ??
    detectByHeuristic(lines.filter((line) => !line.startsWith('#')))
  );
}

/** In an archive the member's name counts, unless its archive has a known one. */
function nameOf(file: string): string {
  const [archive = file, member] = file.split('!');
  const known = FILE_NAMES.some(([name]) => name.test(basename(archive).toLowerCase()));
  return known || member === undefined ? archive : member;
}

/** Formats that say what they are. */
function detectBySignature(
  lines: readonly string[],
  { domainColumn = 'domain', labelColumn = 'label' }: LabelledColumns,
): FormatName | null {
  if (lines.some((line) => /^#(?:separator|fields)\b/.test(line))) return 'zeek-tsv';
  const [first = ''] = lines.filter((line) => !line.startsWith('#'));
  if (first.startsWith('{')) {
    const record = jsonObject(first);
    if (record === null) return null;
    if ('event_type' in record) return 'suricata-eve';
    if (labelColumn in record) return 'jsonl';
    return 'query' in record ? 'zeek-json' : null;
  }
  if (first.includes('\u0001')) return 'subset';
  if (/^[^,]+,"?Domain used by /i.test(first)) return 'bambenek';
  if (first.startsWith('GlobalRank,')) return 'majestic';
  for (const delimiter of [',', '\t', ';']) {
    const titles = (splitRow(first, delimiter) ?? []).map((title) => title.trim().toLowerCase());
    const named = [domainColumn, labelColumn].every((title) =>
      titles.includes(title.toLowerCase()),
    );
    if (named) return 'labelled-csv';
  }
  return null;
}

/** Formats that are told by the look of their rows; nearly all rows must have it. */
function detectByHeuristic(lines: readonly string[]): FormatName | null {
  const mostly = (fits: (line: string) => boolean): boolean =>
    lines.length > 0 && lines.filter(fits).length >= 0.9 * lines.length;
  const [, second = ''] = lines;
  if (mostly((line) => /^[^\t.]+\t[^\t]+\.[^\t]+(?:\t|$)/.test(line))) return 'netlab360';
  if (mostly((line) => /^\S+\.\S+ [0-8]$/.test(line))) return 'andrewaeva';
  if (mostly((line) => /^"?\d+"?,/.test(line)) && second.includes('.')) return 'hosts';
  const isNameAndFamily = (line: string): boolean => {
    const [name = '', family = ''] = splitRow(line, ',') ?? [];
    return HOST.test(name) && /^[a-z][\w -]*$/i.test(family);
  };
  return mostly(isNameAndFamily) ? 'dga-csv' : null;
}
