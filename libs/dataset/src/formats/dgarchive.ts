import { BLANK, COMMENT, dgaRow, HEADER, reject, type LineReader } from './parsed-line.ts';
import { splitRow, isBlank } from './split-row.ts';

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The family that a file of DGArchive's download holds: `necurs_dga.csv`, alone or in the archive. */
export function familyOfFile(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1);
  return base
    .toLowerCase()
    .replace(/(?:\.(?:csv|txt|list|gz))+$/, '')
    .replace(/^dga[-_]/, '')
    .replace(/[-_]dga$/, '');
}

/**
 * DGArchive: a file a family, named `<family>_dga.csv`; the name first, then the days for which it is valid.
 * As plain list: the same without further columns.
 */
export function readDgarchive(file: string): LineReader {
  const family = familyOfFile(file);
  let first = true;
  return (line) => {
    if (line.startsWith('#')) return COMMENT;
    if (isBlank(line)) return BLANK;
    const isFirst = first;
    first = false;
    const columns = splitRow(line, ',');
    if (columns === null) return reject('unclosed_quote');
    const [name = '', ...others] = columns;
    if (name.trim() === '') return reject('no_name');
    if (isFirst && name.trim().toLowerCase() === 'domain') return HEADER;
    return dgaRow(name, family, others.find((column) => DAY.test(column))?.slice(0, 10));
  };
}
