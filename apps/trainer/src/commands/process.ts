import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { processPool, type ProcessReport, type RejectedRow } from '@degas/dataset';
import Papa from 'papaparse';

import { TrainerError } from '../errors.ts';
import { showProgress } from '../progress.ts';
import { type Terminal } from '../terminal.ts';

export interface ProcessCommandOptions {
  readonly raw: string;
  readonly out: string;
  /** Sources to leave out; a `*` at the end stands for any ending. */
  readonly exclude?: readonly string[];
  /** A file for every dropped row with its reason. */
  readonly rejected?: string;
}

/** Raw files → a data set; prints what became of every row. */
export async function processRaw(
  options: ProcessCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { raw, out } = options;
  const progress = showProgress(terminal, 'reading');
  const rejected = options.rejected === undefined ? null : rejectedRows(options.rejected);
  const report = await processPool({
    raw,
    out,
    ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
    onProgress: ({ bytesDone, bytesTotal, rows, file }) => {
      progress.update(bytesDone, bytesTotal, `${rows} rows, ${file}`);
    },
    ...(rejected === null ? {} : { onRejected: rejected.add }),
  });
  progress.end();
  await rejected?.end();
  terminal.stdout.write(`${table(report)}\ndata set written to ${out}\n`);
}

/** Rows in, what was dropped by reason, what is left; the figures add up. */
function table({ rows, dropped, kept, benign, dga }: ProcessReport): string {
  const lines: [string, number][] = [
    ['rows read', rows],
    ...Object.entries(dropped).map(([reason, count]): [string, number] => [
      `dropped: ${reason}`,
      count,
    ]),
    ['kept', kept],
    ['kept: benign', benign],
    ['kept: DGA', dga],
  ];
  const width = Math.max(...lines.map(([title]) => title.length));
  return lines
    .map(([title, count]) => `${title.padEnd(width)}  ${String(count).padStart(10)}`)
    .join('\n');
}

function rejectedRows(file: string) {
  const target = createWriteStream(file);
  const output = file.endsWith('.gz') ? createGzip() : target;
  let failure: Error | undefined;
  target.on('error', (error) => {
    failure = error;
    output.destroy();
  });
  if (output !== target) output.pipe(target);
  output.write('file,line,name,reason\n');
  return {
    add: ({ file: from, line, name, reason }: RejectedRow): void => {
      output.write(`${Papa.unparse([[from, line, name, reason]])}\n`);
    },
    async end(): Promise<void> {
      output.end();
      await finished(target).catch((cause: unknown) => {
        throw new TrainerError(
          'TRAINER_CANNOT_WRITE',
          `${file} can't be written (${String(failure ?? cause)}); expected a writable file. Check the folder, its rights and the space left.`,
          { cause },
        );
      });
    },
  };
}
