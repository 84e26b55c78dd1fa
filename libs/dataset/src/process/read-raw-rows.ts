import { basename } from 'node:path';

import {
  failureOf,
  listFormats,
  rowsOf,
  type DnsEvent,
  type LogRecord,
  type ReadReport,
} from '@degas/logs';
import { openInput, readSource } from '@degas/logs/node';

import { isBenchmarkFileDigest } from '../benchmark/benchmark-names.ts';
import { DatasetError } from '../errors.ts';
import { fileDigest } from '../input/file-digest.ts';
import { toReadError } from '../input/read-error.ts';
import type { RowOrigin } from './deduplicator.ts';
import { sourceOf, type RawFile } from './list-raw-files.ts';
import type { RawLine } from './raw-row.ts';
import { hintOf, textLabel, type TextLabel } from './row-label.ts';

/** Lists whose names are all of one class, in any form. */
const LISTS = ['benign-list', 'dga-list'] as const;

/** What `formats` may name: the formats of `@degas/logs`, and lists by their class. */
export const datasetFormats: readonly string[] = [
  ...listFormats()
    .map(({ name }) => name)
    .filter((name) => name !== 'dga-list'),
  ...LISTS,
];

/** The columns that hold what a row needs, where their titles do not say so. */
export interface ColumnOptions {
  /** A title, a dotted path in JSON, or a number from 1. */
  readonly domainColumn?: string;
  readonly labelColumn?: string;
  readonly familyColumn?: string;
}

export interface ReadingOptions extends ColumnOptions {
  /** File name, in which `*` stands for anything → one of `datasetFormats`, where the file doesn't show it. */
  readonly formats?: Readonly<Record<string, string>>;
  /** False for files and members (`archive!member`) that are left out. */
  readonly wants?: (name: string) => boolean;
  /** Called for members of archives that are left out by their names. */
  readonly onLeftOut?: (name: string, reason: string) => void;
  /** Called with what was read of each text (`file` or `archive!member`), and what could not be. */
  readonly onReport?: (file: string, report: ReadReport) => void;
}

/** The lines of one raw text by what they are; `lines` is their sum, where no line has several rows. */
export interface ReadSource {
  /** The raw file, or `file!member` in an archive. */
  readonly file: string;
  format: string;
  /** Of the file, or of the archive that holds it. */
  readonly sha256: string;
  lines: number;
  rows: number;
  header: number;
  comment: number;
  blank: number;
  /** Lines that complete an earlier row. */
  joined: number;
  /** Records without a queried name by their nature, such as a sensor's statistics. */
  unrelated: number;
}

/** Rows that were read at the same time, all of one text. */
export interface RawBatch {
  readonly origin: RowOrigin;
  /** Of the text as far as it is read; complete with the next text's first batch. */
  readonly source: ReadSource;
  readonly rows: readonly RawLine[];
}

/** Reads the rows of one raw file, text by text, and counts their lines. A text without rows has an empty batch. */
export async function* readRawRows(
  { path, name }: RawFile,
  options: ReadingOptions,
): AsyncGenerator<RawBatch> {
  const sha256 = await fileDigest(path);
  if (isBenchmarkFileDigest(sha256)) throw benchmarkFile(path);
  const named = (source: string): string => name + source.slice(path.length);
  try {
    const texts = openInput(path, {
      wants: (source) => options.wants?.(named(source)) !== false,
      onLeftOut: (source, reason) => options.onLeftOut?.(named(source), reason),
    });
    for await (const text of texts) {
      const origin = {
        file: name,
        text: named(text.name),
        source: sourceOf(/\.zip$/i.test(name) ? name : named(text.name)),
      };
      const source = emptySource(origin.text, sha256);
      const format = namedFormat(origin.text, options);
      const labels = new RowLabels(origin.text, format);
      let isEmpty = true;
      const settings = {
        ...readOptions(format, options),
        onReport: (report: ReadReport) => {
          mustBeUnderstood(origin.text, report);
          count(source)(report);
          options.onReport?.(origin.text, report);
        },
      };
      for await (const { records, report, format: found } of readSource(text, settings)) {
        count(source)(report);
        isEmpty = false;
        yield { origin, source, rows: labels.rowsOf(records, found ?? '') };
      }
      if (isEmpty) yield { origin, source, rows: [] };
    }
  } catch (error) {
    throw withAdvice(toReadError(path, error), name);
  }
}

function readOptions(
  format: string | null,
  { domainColumn, labelColumn, familyColumn }: ColumnOptions,
) {
  const isNamed = format !== null && !LISTS.some((list) => list === format);
  return {
    ...(isNamed && { inputFormat: format }),
    ...(domainColumn !== undefined && { column: domainColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(familyColumn !== undefined && { familyColumn }),
  };
}

/** Makes rows of events: the class by the row itself, by the format, by the file's name, or by the caller. */
class RowLabels {
  readonly #file: string;
  readonly #named: string | null;
  #text: { readonly label: TextLabel; readonly family: string | null } | null = null;

  constructor(file: string, named: string | null) {
    this.#file = file;
    this.#named = named;
  }

  rowsOf(records: readonly LogRecord[], format: string): RawLine[] {
    const rows: RawLine[] = [];
    for (const record of records) {
      if (record.kind === 'event') rows.push(this.#rowOf(record, format));
      else if (record.kind === 'rejection') {
        rows.push({ line: record.line, text: record.text, rejected: record.reason });
      }
    }
    return rows;
  }

  #rowOf(event: DnsEvent, format: string): RawLine {
    const { line, name, date, source } = event;
    const label = this.#labelOf(event, format);
    if (label === null) return { line, text: name, rejected: 'bad_label' };
    if (label === 0) return { line, name, label, family: null, date, source };
    const family = event.family ?? this.#text?.family ?? null;
    if (family === null && rowsOf(format) === 'dga') {
      return { line, text: name, rejected: 'no_family' };
    }
    return { line, name, label, family, date, source };
  }

  #labelOf(event: DnsEvent, format: string): 0 | 1 | null {
    if (this.#named === 'benign-list') return 0;
    this.#text ??= this.#describe(event, format);
    if (this.#named === 'dga-list') return 1;
    if (event.label !== null) return event.label;
    const { label } = this.#text;
    if (label === 'unknown') throw unlabelled(this.#file, format);
    return label === 'benign' ? 0 : label === 'dga' ? 1 : null;
  }

  #describe(event: DnsEvent, format: string) {
    if (this.#named !== 'dga-list') {
      // A row that has its class itself needs no other.
      const found = textLabel(this.#file, format, event);
      return event.label === null ? found : { ...found, label: 'labelled' as const };
    }
    const family = hintOf(this.#file)?.family ?? sourceOf(this.#file).toLowerCase();
    return { label: 'dga' as const, family };
  }
}

function emptySource(file: string, sha256: string): ReadSource {
  return {
    file,
    format: '',
    sha256,
    ...{ lines: 0, rows: 0, header: 0, comment: 0, blank: 0, joined: 0, unrelated: 0 },
  };
}

function count(source: ReadSource): (report: ReadReport) => void {
  return ({ lines, events, rejected, notes, formats }) => {
    Object.assign(source, notes, { lines, rows: events + rejected });
    source.format = [...formats.keys()].join(' + ');
  };
}

function namedFormat(file: string, { formats = {} }: ReadingOptions): string | null {
  const found = Object.entries(formats).find(([pattern]) => matchesName(pattern, file));
  return found?.[1] ?? null;
}

/** True where the pattern, in which `*` stands for anything, is the whole name or that of its last part. */
export function matchesName(pattern: string, file: string): boolean {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1);
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return expression.test(file) || expression.test(base);
}

/** Throws for a text of which hardly a record could be read; an empty one, or one of comments alone, is understood. */
function mustBeUnderstood(file: string, report: ReadReport): void {
  const { events, rejected, notes } = report;
  if (events + rejected + notes.unrelated === 0) return;
  const failure = failureOf(report);
  if (failure === null) return;
  const code = events + rejected === 0 ? 'DATASET_COLUMN_MISSING' : 'DATASET_FORMAT_UNKNOWN';
  throw new DatasetError(code, `${failure.replace(/\.$/, '')}. ${advice(file)}`);
}

/** A format that was not recognised can be named, and the file left out. */
function withAdvice(error: unknown, name: string): unknown {
  if (!(error instanceof DatasetError) || error.code !== 'DATASET_FORMAT_UNKNOWN') return error;
  const begin = error.message.split('; name its columns', 1)[0] ?? '';
  return new DatasetError(error.code, `${begin}. ${advice(name)}`, { cause: error });
}

function unlabelled(file: string, format: string): DatasetError {
  return new DatasetError(
    'DATASET_FORMAT_UNKNOWN',
    `${file} (${format}) does not say whether its names are benign or made by a DGA. Expected a column of classes, a feed, a log or a known file name. ${advice(file)}`,
  );
}

function advice(file: string): string {
  return (
    `Name it with { formats: { '${basename(file)}': … } }: benign-list for benign names, dga-list for the DGA names of the ` +
    `family that the file is named after, or one of ${datasetFormats.join(', ')}; or leave the file out with { exclude }.`
  );
}

function benchmarkFile(path: string): DatasetError {
  return new DatasetError(
    'DATASET_BENCHMARK_FILE',
    `${path} is the benchmark, which must not be trained on. Expected other raw files; take it out of the folder.`,
  );
}
