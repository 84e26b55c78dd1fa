import { columnsOf } from '../../csv/columns-of.ts';
import { shareOf } from '../../detect/sample.ts';
import { isHostName } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';
import { dayIn, dgaEvent, feedFields, feedLines } from './feed-lines.ts';

/** The family that a file holds, by its name: `necurs_dga.csv`, `dga-necurs.txt`, alone or in an archive. */
export function familyOfFile(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1);
  return base
    .toLowerCase()
    .replace(/(?:\.(?:csv|txt|list|gz|zst|bz2|xz))+$/, '')
    .replace(/^dga[-_]/, '')
    .replace(/[-_]dga$/, '');
}

/** DGArchive: a file a family; the name first, then the days for which it is valid, then often the family. */
export const dgarchive: LineFormat = {
  name: 'dgarchive',
  description:
    'DGArchive: domain,valid-from,valid-to; the family by the file name or in the last column',
  rows: 'dga',
  fields: feedFields,
  frame: 'lines',
  detect: ({ content, fileName }) => {
    const rows = shareOf(content, (line) => {
      const [name = '', from, to] = columnsOf(line, ',') ?? [];
      const isTitle = name === 'domain' && from === 'valid_from';
      return isTitle || (isHostName(name) && dayIn(from) !== null && dayIn(to) !== null);
    });
    const isNamed = /[-_]dga\.(?:csv|txt)/i.test(fileName);
    const names = isNamed ? shareOf(content, (line) => isHostName(firstOf(line))) : 0;
    return Math.max(0.97 * rows, 0.7 * names);
  },
  open: ({ sample }) => {
    const family = familyOfFile(sample.fileName);
    return feedLines(
      ',',
      ([name = '', ...others], sink) => {
        const own = others.map((column) => /^(\w[\w-]*)_dga$/i.exec(column.trim())?.[1]);
        const day = others.map(dayIn).find((found) => found !== null) ?? null;
        dgaEvent(sink, name, own.find(Boolean)?.toLowerCase() ?? family, day);
      },
      ([title = '']) => title.trim().toLowerCase() === 'domain',
    );
  },
};

/** A bare list of one family's names; never recognised, for a list of benign names looks the same. */
export const dgaList: LineFormat = {
  ...dgarchive,
  name: 'dga-list',
  description: 'a bare list of the DGA names of the family that the file is named after',
  detect: () => 0,
};

const firstOf = (line: string): string => columnsOf(line, ',')?.[0] ?? '';
