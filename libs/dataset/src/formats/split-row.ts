import Papa from 'papaparse';

/**
 * The columns of one line, or null where a quote stays open. A line without a quote is cut at the delimiter
 * (what papaparse itself does in its fast mode); the others are papaparse's. A field never spans lines: one
 * stray quote in a feed must not swallow the rest of the file.
 */
export function splitRow(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter);
  const parsed = Papa.parse<string[]>(line, { delimiter, newline: '\n' });
  const open = parsed.errors.some((error) => error.type === 'Quotes');
  return open ? null : (parsed.data[0] ?? []);
}

/** True for a line of white space only. */
export function isBlank(line: string): boolean {
  return line === '' || line.trim() === '';
}
