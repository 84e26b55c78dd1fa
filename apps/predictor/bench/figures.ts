import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

const DOCUMENT = path.join(import.meta.dirname, '../../../docs/research/benchmarks.md');

/** Machine and day of a run. */
export function machine(): string {
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${memory} GiB, Node ${process.version.slice(1)}, ${day} UTC`;
}

export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Puts what a program measured between its marks in docs/research/benchmarks.md, in place of the last run's. */
export async function writeFigures(program: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- ${program} -->`, `<!-- /${program} -->`];
  const document = await readFile(DOCUMENT, 'utf8');
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${DOCUMENT} has no ${begin} … ${end}`);
  const changed = `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
  const options = await resolveConfig(DOCUMENT);
  await writeFile(DOCUMENT, await format(changed, { ...options, filepath: DOCUMENT }));
}
