import type { LineReader } from '../formats/parsed-line.ts';

/** What a reader makes of each line, short enough for a table: `name|label|family|date`, a reason or a note. */
export function outcomesOf(read: LineReader, lines: readonly string[]): string[] {
  return lines.map((line) => {
    const outcome = read(line);
    if ('note' in outcome) return `(${outcome.note})`;
    if ('rejected' in outcome) return `!${outcome.rejected}`;
    const { name, label, family, date } = outcome;
    return [name, label, family ?? '', date ?? ''].join('|').replace(/\|+$/, '');
  });
}
