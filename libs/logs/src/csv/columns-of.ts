import Papa from 'papaparse';

/**
 * The columns of one line, or null where a quote stays open. A line without a quote is cut at the delimiter (what papaparse
 * itself does in its fast mode); in the others each quoted cell may hold the delimiter and doubled quotes.
 */
export function columnsOf(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter);
  return quotedColumns(line, delimiter) ?? parsedColumns(line, delimiter);
}

/** The usual form of a line with quotes: every quote opens or closes a whole cell, none is doubled. Null for any other. */
function quotedColumns(line: string, delimiter: string): string[] | null {
  const columns: string[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (line.charCodeAt(at) === 34) {
      const close = line.indexOf('"', at + 1);
      end = close + 1;
      if (close < 0 || (end < line.length && !line.startsWith(delimiter, end))) return null;
      columns.push(line.slice(at + 1, close));
    } else {
      end = line.indexOf(delimiter, at);
      if (end < 0) end = line.length;
      const cell = line.slice(at, end);
      if (cell.includes('"')) return null;
      columns.push(cell);
    }
    if (end >= line.length) return columns;
    at = end + delimiter.length;
  }
}

/** By the library; where blanks stand between a delimiter and a quote, as some feeds have them, they belong to the delimiter. */
function parsedColumns(line: string, delimiter: string): string[] | null {
  const columns = parsed(line, delimiter);
  if (columns?.some((cell) => /^ +"/.test(cell)) !== true) return columns;
  return parsed(
    line.replaceAll(new RegExp(`${escaped(delimiter)} +"`, 'g'), `${delimiter}"`),
    delimiter,
  );
}

function parsed(line: string, delimiter: string): string[] | null {
  const { data, errors } = Papa.parse<string[]>(line, { delimiter, newline: '\n' });
  const isOpen = errors.some(({ code }) => code === 'MissingQuotes');
  return isOpen ? null : (data[0] ?? []);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
