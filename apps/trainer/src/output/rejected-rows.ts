import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import type { RejectedRow } from '@degas/dataset';
import Papa from 'papaparse';

import { TrainerError } from '../errors.ts';

const BLOCK_LENGTH = 1 << 16;

/** Writes dropped rows as CSV, gzipped by the file's name; in blocks, for there may be millions. */
export function rejectedRows(file: string) {
  const target = createWriteStream(file);
  const output = file.endsWith('.gz') ? createGzip() : target;
  let failure: Error | undefined;
  target.on('error', (error) => {
    failure = error;
    output.destroy();
  });
  if (output !== target) output.pipe(target);
  let block = 'file,line,name,reason\n';
  return {
    add: ({ file: from, line, name, reason }: RejectedRow): void => {
      block += `${Papa.unparse([[from, line, name, reason]])}\n`;
      if (block.length < BLOCK_LENGTH) return;
      output.write(block);
      block = '';
    },
    async end(): Promise<void> {
      output.end(block);
      await finished(target).catch((cause: unknown) => {
        throw new TrainerError(
          'TRAINER_CANNOT_WRITE',
          `${file} can't be written (${String(failure ?? cause)}). Expected a writable file; check the folder, its rights and the space left.`,
          { cause },
        );
      });
    },
  };
}
