import Papa from 'papaparse';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { readLines } from './read-lines.ts';

/** How names stand in a file. `auto` looks at the first lines. */
export const inputFormats = ['auto', 'plain', 'csv', 'jsonl', 'zeek', 'suricata'] as const;
export type InputFormat = (typeof inputFormats)[number];

export interface NamesInputOptions {
  readonly format?: InputFormat;
  /** The CSV or JSON field that holds the name; without it, the usual ones are looked for. */
  readonly column?: string;
}

/** Fields that hold a queried name, in the order they are looked for. */
const NAME_FIELDS = [
  'domain',
  'query',
  'name',
  'host',
  'hostname',
  'qname',
  'dns.question.name',
] as const;

/**
 * The names of a file or stream (`-` is standard input, `.gz` is unpacked by name), one a record, in order, as many at
 * a time as arrived together. A record whose name can't be read gives an empty name, so that output lines stay beside
 * input lines; headers and comments of a format are no records.
 */
export async function* readNames(
  file: string,
  terminal: Pick<CommandContext, 'stdin'>,
  options: NamesInputOptions = {},
): AsyncIterable<string[]> {
  let parse: ((line: string) => string | null) | undefined;
  for await (const lines of readLines(file, terminal)) {
    parse ??= parserFor(lines[0] ?? '', options, file);
    if (parse === wholeLine) {
      yield lines;
    } else {
      const names = lines.map(parse).filter((name) => name !== null);
      if (names.length > 0) yield names;
    }
  }
}

const wholeLine = (line: string): string => line;

/** A line → its name; null for a line that is no record (a header, a comment). */
function parserFor(
  first: string,
  { format = 'auto', column }: NamesInputOptions,
  file: string,
): (line: string) => string | null {
  switch (format === 'auto' ? detect(first, column) : format) {
    case 'zeek':
      return zeekParser(column ?? 'query', first);
    case 'csv':
      return csvParser(first, column, file);
    case 'jsonl':
    case 'suricata':
      return (line) => (line.trim() === '' ? null : nameInJson(line, column));
    case 'auto':
    case 'plain':
      return wholeLine;
  }
}

function detect(first: string, column: string | undefined): InputFormat {
  if (first.startsWith('#separator') || first.startsWith('#fields')) return 'zeek';
  if (first.startsWith('{')) return 'jsonl';
  if (column !== undefined) return 'csv';
  const cells = first.toLowerCase().split(',');
  return NAME_FIELDS.some((field) => cells.includes(field)) ? 'csv' : 'plain';
}

function csvParser(header: string, column: string | undefined, file: string) {
  const found = cellsOf(header).map((cell) => cell.trim());
  const wanted = column === undefined ? NAME_FIELDS : [column];
  const lowerCase = found.map((cell) => cell.toLowerCase());
  const index = wanted
    .map((field) => lowerCase.indexOf(field.toLowerCase()))
    .find((position) => position >= 0);
  if (index === undefined) {
    throw new TrainerError(
      'TRAINER_CANNOT_READ',
      `${file} has the columns [${found.join(', ')}] but none of [${wanted.join(', ')}]; name the right one with --column.`,
    );
  }
  let isHeader = true;
  return (line: string): string | null => {
    if (isHeader) {
      isHeader = false;
      return null;
    }
    return cellsOf(line)[index] ?? '';
  };
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return Papa.parse<string[]>(line, { delimiter: ',' }).data[0] ?? [];
}

/** Zeek's TSV announces its columns in `#fields`; its JSON lines are detected as JSON. */
function zeekParser(column: string, first: string) {
  if (first.startsWith('{')) return (line: string) => nameInJson(line, column);
  let index = -1;
  return (line: string): string | null => {
    if (line.startsWith('#fields')) index = line.split('\t').indexOf(column) - 1;
    if (line.startsWith('#')) return null;
    return (index < 0 ? line : line.split('\t')[index]) ?? '';
  };
}

function nameInJson(line: string, column: string | undefined): string {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return '';
  }
  if (typeof record === 'string') return record;
  if (column !== undefined) return text(at(record, column)) ?? '';
  for (const field of NAME_FIELDS) {
    const name = text(at(record, field));
    if (name !== null) return name;
  }
  // Suricata EVE: dns.rrname, since version 7 dns.queries[0].rrname; a TLS or HTTP event names its host.
  return (
    text(at(record, 'dns.rrname')) ??
    text(at(record, 'dns.queries.0.rrname')) ??
    text(at(record, 'tls.sni')) ??
    text(at(record, 'http.hostname')) ??
    ''
  );
}

/** The value at a dotted path; a field that has the dots in its own name comes first. */
function at(record: unknown, path: string): unknown {
  if (typeof record !== 'object' || record === null) return undefined;
  if (Object.hasOwn(record, path)) return (record as Record<string, unknown>)[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const head = path.slice(0, dot);
  return Object.hasOwn(record, head)
    ? at((record as Record<string, unknown>)[head], path.slice(dot + 1))
    : undefined;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
