import type { RejectedRow } from '@degas/dataset';
import Papa from 'papaparse';

import type { CommandContext } from '../command-context.ts';
import { FileOutput } from './file-output.ts';

const BLOCK_LENGTH = 1 << 16;

/** Writes dropped rows as CSV, gzipped by the file's name; in blocks, for there may be millions. */
export class RejectedRows {
  readonly #output: FileOutput;
  #block = 'file,line,name,reason\n';

  constructor(file: string, context: CommandContext) {
    this.#output = new FileOutput(file, context);
  }

  add({ file, line, name, reason }: RejectedRow): void {
    this.#block += `${Papa.unparse([[file, line, name, reason]])}\n`;
    if (this.#block.length < BLOCK_LENGTH) return;
    void this.#output.write(this.#block);
    this.#block = '';
  }

  async close(): Promise<void> {
    await this.#output.write(this.#block);
    await this.#output.close();
  }

  discard(): Promise<void> {
    return this.#output.discard();
  }
}
