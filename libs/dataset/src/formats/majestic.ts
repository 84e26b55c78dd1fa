import { DatasetError } from '../errors.ts';
import { benignRow, BLANK, HEADER, reject, type LineReader } from './parsed-line.ts';
import { splitRow, isBlank } from './split-row.ts';

/** Majestic Million: twelve columns, the header first; the name is in `Domain`. */
export function readMajestic(file: string): LineReader {
  let column = -1;
  return (line) => {
    if (isBlank(line)) return BLANK;
    const columns = splitRow(line, ',');
    if (columns === null) return reject('unclosed_quote');
    if (column < 0) {
      column = columns.findIndex((title) => title.trim().toLowerCase() === 'domain');
      if (column >= 0) return HEADER;
      throw new DatasetError(
        'DATASET_COLUMN_MISSING',
        `${file} has the columns [${columns.slice(0, 12).join(', ')}] but no 'Domain'; ` +
          'give the Majestic Million list with its header line, or name another format.',
      );
    }
    const name = columns[column];
    if (name === undefined) return reject('too_few_columns');
    return name.trim() === '' ? reject('no_name') : benignRow(name);
  };
}
