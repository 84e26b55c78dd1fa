import { basename } from 'node:path';

import { DatasetError } from '../errors.ts';
import { readAndrewaeva } from './andrewaeva.ts';
import { readBambenek } from './bambenek.ts';
import { readDgaCsv } from './dga-csv.ts';
import { readDgarchive } from './dgarchive.ts';
import { readHosts } from './hosts.ts';
import { readJsonLines, readSuricataEve, readZeekJson } from './json-lines.ts';
import { readLabelledCsv, type LabelledColumns } from './labelled-csv.ts';
import { readMajestic } from './majestic.ts';
import { readNetlab360 } from './netlab360.ts';
import type { LineReader } from './parsed-line.ts';
import { readSubset } from './subset.ts';
import { readZeekTsv } from './zeek-tsv.ts';

/** Every format by its name; a reader is made anew for each text. */
const READERS = {
  'dga-csv': readDgaCsv,
  bambenek: readBambenek,
  subset: readSubset,
  hosts: readHosts,
  majestic: readMajestic,
  andrewaeva: readAndrewaeva,
  dgarchive: readDgarchive,
  'dga-list': readDgarchive,
  netlab360: readNetlab360,
  'labelled-csv': readLabelledCsv,
  jsonl: readJsonLines,
  'zeek-tsv': readZeekTsv,
  'zeek-json': readZeekJson,
  'suricata-eve': readSuricataEve,
} as const satisfies Record<string, (file: string, columns: LabelledColumns) => LineReader>;

export type FormatName = keyof typeof READERS;

export const datasetFormats = Object.keys(READERS) as readonly FormatName[];

export function makeReader(
  format: FormatName,
  file: string,
  columns: LabelledColumns = {},
): LineReader {
  return READERS[format](file, columns);
}

export function unknownFormat(file: string): DatasetError {
  return new DatasetError(
    'DATASET_FORMAT_UNKNOWN',
    `${file} does not show which format it is in; name it with { formats: { '${basename(file)}': … } }, ` +
      `one of ${datasetFormats.join(', ')}. For a bare list of names: 'hosts' if they are benign, ` +
      "'dga-list' if they are the DGA names of the family that the file is named after.",
  );
}
