import { fstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { TrainerError } from '../errors.ts';

const STANDARD_INPUT = 0;

/**
 * Where to write a file. One that exists is written next to itself (`path`) and renamed (`replaces`) when it
 * is complete, so that a failure costs nothing of it. Pipes and devices, and files that don't exist, are written as
 * they are.
 */
export function writablePath(file: string): { path: string; replaces: string | null } {
  if (statsOf(file)?.isFile() !== true) return { path: file, replaces: null };
  const replaces = realpathSync(file);
  return {
    path: join(dirname(replaces), `.${basename(replaces)}.${process.pid}.partial`),
    replaces,
  };
}

/**
 * Throws where `output` is one of the files that are read (`-` is standard input), no matter by which path or link:
 * writing it would destroy what a person owns.
 */
export function refuseInputAsOutput(output: string, inputs: readonly string[]): void {
  const written = output === '-' ? undefined : statsOf(output);
  if (written?.isFile() !== true) return;
  for (const input of inputs) {
    const read = input === '-' ? fstatSync(STANDARD_INPUT) : statsOf(input);
    if (read?.dev !== written.dev || read.ino !== written.ino) continue;
    throw new TrainerError(
      'TRAINER_OUTPUT_IS_INPUT',
      `${output} is both read (${input === '-' ? 'standard input' : input}) and written. Expected another file for the output; name another --output. Nothing was written.`,
    );
  }
}

/** A folder is not looked into: what is in it may be read. */
function statsOf(file: string): Stats | undefined {
  return statSync(resolve(file), { throwIfNoEntry: false });
}
