import { accessSync, constants, fstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { TrainerError } from '../errors.ts';
import { systemReason } from '../system-reason.ts';

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
 * Throws, before anything is read or computed, where a file can't be written, for it is a folder, its folder is missing, or rights are;
 * or where it is one of the `inputs` (`-` is standard input), no matter by which path or link: writing it would destroy what a person
 * owns. `option` is the option as it is typed.
 */
export function mustBeWritable(
  file: string | undefined,
  option: string,
  inputs: readonly (string | undefined)[],
): void {
  if (file === undefined || file === '-') return;
  const refusal = whyUnwritable(file);
  if (refusal !== null) {
    throw new TrainerError(
      'TRAINER_CANNOT_WRITE',
      `${file} (${option}) can't be written: ${refusal.reason}. Expected the path of a file; ${refusal.advice}.`,
    );
  }
  const read = inputs.find((input) => input !== undefined && isSameFile(input, file));
  if (read === undefined) return;
  throw new TrainerError(
    'TRAINER_OUTPUT_IS_INPUT',
    `${file} is both read (${read === '-' ? 'standard input' : read}) and written. Expected another file for the output; name another ${option}. Nothing was written.`,
  );
}

function isSameFile(input: string, output: string): boolean {
  const written = statsOf(output);
  if (written?.isFile() !== true) return false;
  const read = input === '-' ? fstatSync(STANDARD_INPUT) : statsOf(input);
  return read?.dev === written.dev && read.ino === written.ino;
}

function whyUnwritable(file: string): { reason: string; advice: string } | null {
  const folder = dirname(resolve(file));
  try {
    const found = statsOf(file);
    if (found?.isDirectory() === true) {
      return { reason: 'it is a folder', advice: 'add the name of a file' };
    }
    if (found?.isFile() === false) return null;
    if (statsOf(folder)?.isDirectory() !== true) {
      return {
        reason: `there is no folder ${dirname(file)}`,
        advice: 'make it or name another one',
      };
    }
    // What exists is replaced by another file beside it.
    accessSync(folder, constants.W_OK);
    if (found !== undefined) accessSync(file, constants.W_OK);
    return null;
  } catch (error) {
    return {
      reason: systemReason(error as Error),
      advice: 'check the rights of the file and its folder',
    };
  }
}

/** Throws where two options that were given name one file to write. */
export function mustDiffer(outputs: Readonly<Record<string, string | undefined>>): void {
  const seen = new Map<string, string>();
  for (const [option, file] of Object.entries(outputs)) {
    if (file === undefined) continue;
    const path = file === '-' ? file : resolve(file);
    const other = seen.get(path);
    if (other !== undefined) {
      throw new TrainerError(
        'TRAINER_OPTION_INVALID',
        `${option} and ${other} are both ${file}. Expected a file for each; name another one.`,
      );
    }
    seen.set(path, option);
  }
}

/** True for the files that are not written by this run: those in a folder that is read may be. */
export function isNoOutput(outputs: readonly (string | undefined)[]): (file: string) => boolean {
  const files = outputs.filter((file) => file !== undefined).filter((file) => file !== '-');
  const paths = new Set(files.map((file) => resolve(file)));
  return (file) => !paths.has(resolve(file));
}

/** A folder is not looked into: what is in it may be read. */
function statsOf(file: string): Stats | undefined {
  return statSync(resolve(file), { throwIfNoEntry: false });
}
