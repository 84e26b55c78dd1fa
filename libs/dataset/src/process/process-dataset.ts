import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DatasetError } from '../errors.ts';
import { fileDigest } from '../input/file-digest.ts';
import { writeBinaryRows } from '../processed/binary-writer.ts';
import type { DatedDomain } from '../processed/read-dataset.ts';
import { refuseForeignFiles, replaceFolder } from '../processed/replace-folder.ts';
import { writeDataset } from '../processed/write-dataset.ts';
import { Deduplicator, type RejectedRow } from './deduplicator.ts';
import { knownDgaNames, type KnownDgaSearch } from './known-dga-names.ts';
import { listRawFiles, sourceOf, type FileLeftOut, type RawFile } from './list-raw-files.ts';
import {
  matchesName,
  readRawRows,
  type RawBatch,
  type ReadingOptions,
  type ReadSource,
} from './read-raw-rows.ts';
import { makeReport, type ProcessReport } from './report.ts';

export const defaultProcessing = {
  /** Sources (files without their endings, or the beginnings of their names before a `*`) to leave out. */
  exclude: [] as readonly string[],
  /** A name with this many DGA hosts below it is a zone that they share, and no DGA name. */
  sharedParentHosts: 5,
  /** DGA names with a shorter label are dropped: nearly every short name is registered. */
  shortestDgaLabel: 3,
} as const;

export interface ProcessProgress {
  readonly file: string;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

export interface ProcessOptions extends ReadingOptions {
  /** The folder of raw files. */
  readonly raw: string;
  /** The folder to write; replaced if it is a processed data set. */
  readonly out: string;
  readonly exclude?: readonly string[];
  readonly sharedParentHosts?: number;
  readonly shortestDgaLabel?: number;
  /** Benign names that a generator makes are dropped; null (default): they are not looked for. */
  readonly knownDga?: KnownDgaSearch | null;
  /** Writes a fifth column `date`, the day of the name in its source; default false. */
  readonly dates?: boolean;
  readonly onProgress?: (progress: ProcessProgress) => void;
  /** Told of every row that is not in the data set, with the reason. */
  readonly onRejected?: (row: RejectedRow) => void;
}

/**
 * Reads a folder of raw files in any of the known formats, cleans the names and writes `dataset.csv.gz`,
 * `dataset.bin` (the same rows in binary form) and `report.json` into `out`: one row for each registrable name, the same
 * bytes for the same folder.
 *
 * @example const { kept, dropped } = await processRawData({ raw: 'data/raw', out: 'data/processed' });
 */
export async function processRawData(options: ProcessOptions): Promise<ProcessReport> {
  const { raw, out, onProgress } = options;
  const settings = {
    exclude: options.exclude ?? defaultProcessing.exclude,
    sharedParentHosts: options.sharedParentHosts ?? defaultProcessing.sharedParentHosts,
    shortestDgaLabel: options.shortestDgaLabel ?? defaultProcessing.shortestDgaLabel,
    knownDga: options.knownDga ?? null,
    dates: options.dates ?? false,
    formats: options.formats ?? {},
    domainColumn: options.domainColumn ?? null,
    labelColumn: options.labelColumn ?? null,
    familyColumn: options.familyColumn ?? null,
  };
  const knownNames = settings.knownDga === null ? [] : knownDgaNames(settings.knownDga);
  const { files, leftOut } = await listRawFiles(raw);
  const [chosen, excluded] = chooseFiles(files, settings.exclude);
  if (chosen.length === 0) throw noFiles(raw, leftOut.length + excluded.length);
  await refuseForeignFiles(out);

  const pool = new Deduplicator({ ...settings, onRejected: options.onRejected ?? null });
  const read: ReadSource[] = [];
  const ignored: FileLeftOut[] = [...leftOut];
  const excludedNames = excluded.map(({ name }) => name);
  const reading = {
    ...options,
    wants: (name: string) => {
      const isWanted = !isExcluded(name, settings.exclude);
      if (!isWanted) excludedNames.push(name);
      return isWanted;
    },
    onLeftOut: (name: string, reason: string) => ignored.push({ name, reason }),
  };
  const bytesTotal = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytesDone = 0;
  let rows = 0;
  for (const [filesDone, file] of chosen.entries()) {
    for await (const batch of readRawRows(file, reading)) {
      if (read.at(-1) !== batch.source) read.push(batch.source);
      rows += batch.rows.length;
      addRows(pool, batch);
      const { name } = file;
      const filesTotal = chosen.length;
      onProgress?.({ file: name, filesDone, filesTotal, bytesDone, bytesTotal, rows });
    }
    bytesDone += file.bytes;
  }
  const texts = read.filter(({ lines }) => lines > 0);
  for (const { file, lines } of read)
    if (lines === 0) ignored.push({ name: file, reason: 'empty' });
  if (texts.length === 0) throw onlyEmptyFiles(raw);
  pool.resolvePending();
  for (const { domain, family } of knownNames) pool.addKnownDga(domain, family);
  pool.finish();
  const report = makeReport(settings, pool, texts, { ignored, excluded: excludedNames });
  if (report.kept === 0) throw noNames(raw, report);
  await replaceFolder(out, async (folder) => {
    const csv = join(folder, 'dataset.csv.gz');
    await writeDataset(labelled(pool), csv, settings);
    await writeBinaryRows(labelled(pool), join(folder, 'dataset.bin'), {
      // The form has no days: who asks for them reads the CSV.
      csv: settings.dates ? null : await fileDigest(csv),
    });
    await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  });
  return report;
}

function addRows(pool: Deduplicator, { origin, rows }: RawBatch): void {
  for (const row of rows) {
    if ('rejected' in row) pool.addRejected(origin, row.line, row.text, row.rejected);
    else pool.add(origin, row.line, row);
  }
}

function chooseFiles(
  files: readonly RawFile[],
  exclude: readonly string[],
): [chosen: readonly RawFile[], excluded: readonly RawFile[]] {
  const isOut = ({ name }: RawFile): boolean => isExcluded(name, exclude);
  return [files.filter((file) => !isOut(file)), files.filter(isOut)];
}

/** True where a pattern is the source's name, or that of the file or member itself; `*` stands for anything. */
function isExcluded(name: string, exclude: readonly string[]): boolean {
  const member = name.slice(name.indexOf('!') + 1);
  return exclude.some(
    (pattern) => matchesName(pattern, sourceOf(member)) || matchesName(pattern, name),
  );
}

function* labelled(pool: Deduplicator): Generator<DatedDomain> {
  for (const { domain, tally, date } of pool.kept()) {
    const { label, family, source } = tally;
    yield { domain, label: label === 1 ? 1 : 0, family, source, date };
  }
}

function noFiles(raw: string, leftOut: number): DatasetError {
  return new DatasetError(
    'DATASET_SOURCE_EMPTY',
    `${raw} holds no file to read (${leftOut} left out). Expected raw files such as dga-<family>.csv.gz; ` +
      'put them there, or exclude fewer.',
  );
}

function onlyEmptyFiles(raw: string): DatasetError {
  return new DatasetError(
    'DATASET_FILE_EMPTY',
    `Every file of ${raw} is empty. Expected files with names; fetch them again.`,
  );
}

function noNames(raw: string, { rows, dropped }: ProcessReport): DatasetError {
  return new DatasetError(
    'DATASET_NO_NAMES',
    `None of the ${rows} rows of ${raw} has a usable name (${JSON.stringify(dropped)}). Expected registrable names; ` +
      'check the formats, and name the column with { domainColumn } where it is another one.',
  );
}
