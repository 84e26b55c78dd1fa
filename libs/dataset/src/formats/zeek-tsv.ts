import { DatasetError } from '../errors.ts';
import { benignRow, BLANK, COMMENT, HEADER, reject, type LineReader } from './parsed-line.ts';
import { isBlank } from './split-row.ts';

/** Zeek's dns.log between tabs: the `#fields` line says which column is `query`; every name, as benign. */
export function readZeekTsv(file: string): LineReader {
  let column = -1;
  return (line) => {
    if (isBlank(line)) return BLANK;
    if (line.startsWith('#fields')) {
      const fields = line.split('\t').slice(1);
      column = fields.indexOf('query');
      if (column >= 0) return HEADER;
      throw new DatasetError(
        'DATASET_COLUMN_MISSING',
        `${file} has the fields [${fields.slice(0, 24).join(', ')}] but no 'query'; give Zeek's dns.log.`,
      );
    }
    if (line.startsWith('#')) return COMMENT;
    if (column < 0) {
      throw new DatasetError(
        'DATASET_COLUMN_MISSING',
        `${file} has no #fields line before its first record; give Zeek's log with its header.`,
      );
    }
    const name = line.split('\t')[column];
    if (name === undefined) return reject('too_few_columns');
    return name === '-' || name === '(empty)' || name === '' ? reject('no_name') : benignRow(name);
  };
}
