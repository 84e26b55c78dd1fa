import { basename } from 'node:path';

import { DatasetError } from './errors.ts';
import { type LineReader } from './raw-row.ts';
import { readAndrewaeva } from './readers/andrewaeva.ts';
import { readBambenek } from './readers/bambenek.ts';
import { readDgaCsv } from './readers/dga-csv.ts';
import { readHosts } from './readers/hosts.ts';
import { readLabelledCsv, type LabelledColumns } from './readers/labelled-csv.ts';
import { readMajestic } from './readers/majestic.ts';
import { readSubset } from './readers/subset.ts';

/** Every format by its name; a reader is made anew for each text. */
const READERS = {
  'dga-csv': readDgaCsv,
  bambenek: readBambenek,
  subset: readSubset,
  hosts: readHosts,
  majestic: readMajestic,
  andrewaeva: readAndrewaeva,
  'labelled-csv': readLabelledCsv,
} as const satisfies Record<string, (file: string, columns: LabelledColumns) => LineReader>;

export type FormatName = keyof typeof READERS;

export const formatNames = Object.keys(READERS) as readonly FormatName[];

/** The names that the original project's files have, and those of its successors, with their formats. */
const FILE_NAMES: readonly (readonly [RegExp, FormatName])[] = [
  [/^bambenek[.-]/, 'bambenek'],
  [/^subset\./, 'subset'],
  [/^dga-/, 'dga-csv'],
  [/^majestic/, 'majestic'],
  [/^(?:cisco-umbrella|top-1m|top10milliondomains|alexa|tranco|benign-)/, 'hosts'],
  [/^(?:all_dga|all_legit)\w*\.txt/, 'andrewaeva'],
  [/^dataset\.csv/, 'labelled-csv'],
];

/** The format that a file of the raw pool has by its name, or null. */
export function formatByName(file: string): FormatName | null {
  const name = basename(file).toLowerCase();
  return FILE_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

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
    `${file} is in none of the known formats (${formatNames.join(', ')}); ` +
      'rename it as its format asks, or name the format with { formats }.',
  );
}
