import { BLANK, COMMENT, dgaRow, HEADER, reject, type LineReader } from './parsed-line.ts';
import { splitRow, isBlank } from './split-row.ts';

/** `domain,family[,date]`, no header, `#` starts a comment: the pool's `dga-<family>.csv.gz`. */
export function readDgaCsv(): LineReader {
  let first = true;
  return (line) => {
    if (line.startsWith('#')) return COMMENT;
    if (isBlank(line)) return BLANK;
    const isFirst = first;
    first = false;
    const columns = splitRow(line, ',');
    if (columns === null) return reject('unclosed_quote');
    const [name = '', family = '', date] = columns;
    if (isFirst && name.toLowerCase() === 'domain') return HEADER;
    if (columns.length < 2) return reject('too_few_columns');
    if (family.trim() === '') return reject('no_family');
    return dgaRow(name, family.trim(), date);
  };
}
