import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { LabelledDomain } from '@degas/features';
import { rowsOf, type LogRecord } from '@degas/logs';
import { openInput, readSource } from '@degas/logs/node';

import {
  isBenchmarkFileDigest,
  isBenchmarkName,
  isBenchmarkRegistrable,
} from '../benchmark/benchmark-names.ts';
import { DatasetError } from '../errors.ts';
import { fileDigest } from '../input/file-digest.ts';
import { toReadError } from '../input/read-error.ts';
import { sourceOf } from '../process/list-raw-files.ts';
import type { RejectReason } from '../process/raw-row.ts';
import type { ColumnOptions } from '../process/read-raw-rows.ts';
import { isBinaryFile, openBinaryRows } from './binary-reader.ts';
import type { BinaryRows } from './binary-rows.ts';

export interface ReadDatasetOptions extends ColumnOptions {
  /** A processed folder, or a labelled file of any format, compressed or not: a column or field says the class. */
  readonly source: string;
  /**
   * `refuse` (default) keeps training honest: the benchmark file throws, a row with one of its names is
   * rejected. Evaluation says `allow`.
   */
  readonly benchmark?: 'refuse' | 'allow';
  /** Called for each line without a row. */
  readonly onRejected?: (row: RejectedDatasetRow) => void;
}

/** A row, and the day (as its file spells it) where the file has a column `date`. */
export interface DatedDomain extends LabelledDomain {
  readonly date?: string | null;
}

/** A line of a labelled file without a row. */
export interface RejectedDatasetRow {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly reason: RejectReason | 'benchmark_name';
}

/**
 * The labelled names of a processed folder or of a labelled CSV file, in their order, one at a time. Names come
 * as the file spells them. A folder's training form (`dataset.bin`) is read in place of its CSV where it is that very
 * CSV's: the same rows, several times as fast.
 *
 * @example for await (const { domain, label } of readDataset({ source: 'data/processed' })) …
 */
export async function* readDataset(options: ReadDatasetOptions): AsyncGenerator<DatedDomain> {
  const { source, benchmark = 'refuse', onRejected, ...columns } = options;
  const file = await dataFile(source);
  const { domainColumn, labelColumn, familyColumn } = columns;
  const hasForm =
    file !== source &&
    [domainColumn, labelColumn, familyColumn].every((column) => column === undefined) &&
    (await isBinaryFile(formOf(source)));
  const digest = hasForm || benchmark === 'refuse' ? await fileDigest(file) : '';
  if (benchmark === 'refuse' && isBenchmarkFileDigest(digest)) {
    throw new DatasetError(
      'DATASET_BENCHMARK_FILE',
      `${file} is the benchmark, which must not be trained on. Expected another data set; give that, and evaluate on the benchmark.`,
    );
  }
  const form = hasForm ? await openBinaryRows(formOf(source)) : null;
  if (form?.csv === digest) {
    for (const row of formRows(form, file, options)) yield row;
    return;
  }
  try {
    for await (const text of openInput(file)) {
      for await (const { records, format } of readSource(text, readOptions(columns))) {
        mustHaveLabels(text.name, format, records, columns);
        for (const record of records) {
          const row = rowOf(record, benchmark, sourceOf(file));
          if ('domain' in row) yield row;
          else onRejected?.({ file: text.name, ...row });
        }
      }
    }
  } catch (error) {
    throw toReadError(file, error);
  }
}

function readOptions({ domainColumn, labelColumn, familyColumn }: ColumnOptions) {
  return {
    ...(domainColumn !== undefined && { column: domainColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(familyColumn !== undefined && { familyColumn }),
    // A rejected row is shown by its line.
    keep: false,
  };
}

function rowOf(
  record: LogRecord,
  benchmark: 'refuse' | 'allow',
  source: string,
): DatedDomain | Omit<RejectedDatasetRow, 'file'> {
  const { line } = record;
  if (record.kind === 'note') throw new RangeError('a note was not asked for');
  if (record.kind === 'rejection') return { line, name: record.text, reason: record.reason };
  const { name, label, family, date } = record;
  if (label === null) return { line, name, reason: 'bad_label' };
  if (benchmark === 'refuse' && isBenchmarkName(name)) {
    return { line, name, reason: 'benchmark_name' };
  }
  return {
    domain: name,
    label,
    family: label === 1 ? family : null,
    source: record.source ?? source,
    ...(date === null ? {} : { date }),
  };
}

/** Throws for a table without a column of classes, in which every row would be rejected for the same reason. */
function mustHaveLabels(
  file: string,
  format: string | null,
  records: readonly LogRecord[],
  { labelColumn }: ColumnOptions,
): void {
  if (labelColumn !== undefined || format === null || rowsOf(format) === 'labelled') return;
  const events = records.filter((record) => record.kind === 'event');
  if (events.length === 0 || events.some(({ label }) => label !== null)) return;
  throw new DatasetError(
    'DATASET_COLUMN_MISSING',
    `${file} (${format}) has no column or field with the class of each name. Expected benign or dga, or 0 or 1; ` +
      'name the right ones with { domainColumn, labelColumn }.',
  );
}

function* formRows(
  form: BinaryRows,
  file: string,
  { benchmark = 'refuse', onRejected }: ReadDatasetOptions,
): Generator<LabelledDomain> {
  let line = 1; // of the CSV, whose first has the titles
  for (const row of form) {
    line++;
    if (benchmark === 'refuse' && isBenchmarkRegistrable(row.domain))
      onRejected?.({ file, line, name: row.domain, reason: 'benchmark_name' });
    else yield row;
  }
}

const formOf = (folder: string): string => join(folder, 'dataset.bin');

async function dataFile(source: string): Promise<string> {
  try {
    return (await stat(source)).isDirectory() ? join(source, 'dataset.csv.gz') : source;
  } catch (error) {
    throw toReadError(source, error);
  }
}
