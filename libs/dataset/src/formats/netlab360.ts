import { BLANK, COMMENT, dgaRow, reject, type LineReader } from './parsed-line.ts';
import { isBlank } from './split-row.ts';

/** Netlab 360's DGA feed: a `#` header, then `family`, `name`, first and last time of validity between tabs. */
export function readNetlab360(): LineReader {
  return (line) => {
    if (line.startsWith('#')) return COMMENT;
    if (isBlank(line)) return BLANK;
    const [family = '', name, from = ''] = line.split('\t');
    if (name === undefined) return reject('too_few_columns');
    if (family.trim() === '') return reject('no_family');
    return dgaRow(name, family.trim(), from.slice(0, 10));
  };
}
