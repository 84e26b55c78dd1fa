import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { LabelledDomain } from '@degas/features';

import {
  isBenchmarkFileDigest,
  isBenchmarkName,
  isBenchmarkRegistrable,
} from '../benchmark/benchmark-names.ts';
import { DatasetError } from '../errors.ts';
import { readLabelledCsv, type LabelledColumns } from '../formats/labelled-csv.ts';
import type { RejectReason } from '../formats/parsed-line.ts';
import { OVERLONG, lineBatches } from '../input/line-batches.ts';
import { fileDigest, openFile } from '../input/open-file.ts';
import { toReadError } from '../input/read-error.ts';
import { sourceOf } from '../process/list-raw-files.ts';
import { isBinaryFile, openBinaryRows } from './binary-reader.ts';
import type { BinaryRows } from './binary-rows.ts';

export interface ReadDatasetOptions extends LabelledColumns {
  /** A processed folder, or a labelled CSV file (plain, .gz or .zip) whose first line names its columns. */
  readonly source: string;
  /**
   * `refuse` (default) keeps training honest: the benchmark file throws, a row with one of its names is
   * rejected. Evaluation says `allow`.
   */
  readonly benchmark?: 'refuse' | 'allow';
  /** Told of every line that gives no row. */
  readonly onRejected?: (row: RejectedDatasetRow) => void;
}

/** A row, and the day (as its file spells it) where the file has a column `date`. */
export interface DatedDomain extends LabelledDomain {
  readonly date?: string | null;
}

/** A line of a labelled file that gives no row. */
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
  const hasForm =
    file !== source &&
    columns.domainColumn === undefined &&
    columns.labelColumn === undefined &&
    (await isBinaryFile(formOf(source)));
  const digest = hasForm || benchmark === 'refuse' ? await fileDigest(file) : '';
  if (benchmark === 'refuse' && isBenchmarkFileDigest(digest)) {
    throw new DatasetError(
      'DATASET_BENCHMARK_FILE',
      `${file} is the benchmark, which nothing may be trained on; give another data set, ` +
        "or { benchmark: 'allow' } to evaluate on it.",
    );
  }
  const form = hasForm ? await openBinaryRows(formOf(source)) : null;
  if (form?.csv === digest) {
    for (const row of formRows(form, file, options)) yield row;
    return;
  }
  for await (const text of openFile(file)) {
    const read = readLabelledCsv(text.file, columns);
    for await (const { firstLine, lines } of lineBatches(text)) {
      for (const [i, line] of lines.entries()) {
        const outcome = line === OVERLONG ? { rejected: 'line_too_long' as const } : read(line);
        if ('note' in outcome) continue;
        const rejected = (reason: RejectedDatasetRow['reason']): void =>
          onRejected?.({ file: text.file, line: firstLine + i, name: line.slice(0, 256), reason });
        if ('rejected' in outcome) rejected(outcome.rejected);
        else if (benchmark === 'refuse' && isBenchmarkName(outcome.name))
          rejected('benchmark_name');
        else {
          yield {
            domain: outcome.name,
            label: outcome.label,
            family: outcome.family,
            source: outcome.source ?? sourceOf(file),
            ...(outcome.date === null ? {} : { date: outcome.date }),
          };
        }
      }
    }
  }
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
