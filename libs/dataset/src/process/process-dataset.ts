import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DatasetError } from '../errors.ts';
import { fileDigest } from '../input/open-file.ts';
import { writeBinaryRows } from '../processed/binary-writer.ts';
import type { DatedDomain } from '../processed/read-dataset.ts';
import { refuseForeignFiles, replaceFolder } from '../processed/replace-folder.ts';
import { writeDataset } from '../processed/write-dataset.ts';
import { Deduplicator, type RejectedRow } from './deduplicator.ts';
import { knownDgaNames, type KnownDgaSearch } from './known-dga-names.ts';
import { listRawFiles, sourceOf, type RawFile } from './list-raw-files.ts';
import { readRawRows, type ReadingOptions, type ReadSource } from './read-raw-rows.ts';
import { makeReport, type ProcessReport } from './report.ts';

export const defaultProcessing = {
  /** Sources (files without their endings, or the beginnings of their names before a `*`) to leave out. */
  exclude: [] as readonly string[],
  /** A name with this many DGA hosts below it is a zone that they share, and no DGA name. */
  sharedParentHosts: 5,
  /** DGA names with a shorter label are dropped: nearly every short name is somebody's. */
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
  /** Writes a fifth column `date`, the day that the source gives for a name; default false. */
  readonly dates?: boolean;
  readonly onProgress?: (progress: ProcessProgress) => void;
  /** Told of every row that is not in the data set, with the reason. */
  readonly onRejected?: (row: RejectedRow) => void;
}

/**
 * Reads a folder of raw files in any of the known formats, cleans the names and writes `dataset.csv.gz`,
 * `dataset.bin` (the training form) and `report.json` into `out`: one row for each registrable name, the same
 * bytes for the same folder.
 *
 * @example const { kept, dropped } = await processPool({ raw: 'data/raw', out: 'data/processed' });
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
    domainColumn: options.domainColumn ?? 'domain',
    labelColumn: options.labelColumn ?? 'label',
  };
  const knownNames = settings.knownDga === null ? [] : knownDgaNames(settings.knownDga);
  const { files, ignored } = await listRawFiles(raw);
  const [chosen, excluded] = chooseFiles(files, settings.exclude);
  if (chosen.length === 0) throw noFiles(raw, ignored.length + excluded.length);
  await refuseForeignFiles(out);

  const pool = new Deduplicator({ ...settings, onRejected: options.onRejected ?? null });
  const read: ReadSource[] = [];
  const ignoredMembers: string[] = [];
  const bytesTotal = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytesDone = 0;
  let rows = 0;
  for (const [filesDone, file] of chosen.entries()) {
    const progress = (rowsOfFile: number): void =>
      onProgress?.({
        file: file.name,
        filesDone,
        filesTotal: chosen.length,
        bytesDone,
        bytesTotal,
        rows: rows + rowsOfFile,
      });
    const { texts, ignored: members } = await readRawRows(file, pool, options, progress);
    bytesDone += file.bytes;
    rows += texts.reduce((sum, text) => sum + text.rows, 0);
    read.push(...texts);
    ignoredMembers.push(...members);
  }
  pool.resolvePending();
  for (const { domain, family } of knownNames) pool.addKnownDga(domain, family);
  pool.finish();
  const report = makeReport(settings, pool, read, {
    ignored: [...ignored, ...ignoredMembers],
    excluded: excluded.map(({ name }) => name),
  });
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

function chooseFiles(
  files: readonly RawFile[],
  exclude: readonly string[],
): [chosen: readonly RawFile[], excluded: readonly RawFile[]] {
  const isExcluded = ({ name }: RawFile): boolean =>
    exclude.some((pattern) =>
      pattern.endsWith('*')
        ? sourceOf(name).startsWith(pattern.slice(0, -1))
        : sourceOf(name) === pattern,
    );
  return [files.filter((file) => !isExcluded(file)), files.filter(isExcluded)];
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
    `${raw} holds no file to read (${leftOut} left out); put raw files there, such as dga-<family>.csv.gz, ` +
      'or exclude fewer.',
  );
}

function noNames(raw: string, { rows, dropped }: ProcessReport): DatasetError {
  return new DatasetError(
    'DATASET_NO_NAMES',
    `None of the ${rows} rows of ${raw} is a usable name (${JSON.stringify(dropped)}); ` +
      'check that the files hold names in the format that their own names promise.',
  );
}
