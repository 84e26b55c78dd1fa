import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { TrainerError } from '../errors.ts';

export const KEY_FILE = 'key.csv';

/** Throws where a file exists that may hold somebody's work. */
export function refuseExisting(files: readonly string[], overwrite: boolean): void {
  const there = overwrite ? undefined : files.find((file) => existsSync(file));
  if (there === undefined) return;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    `${there} exists, and may hold a reader's work. Expected a new place; choose another --out, or give --overwrite.`,
  );
}

export async function writeAuditFile(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_CANNOT_WRITE',
      `${file} can't be written (${String(cause)}). Expected a writable file; check the folder, its rights and the space left.`,
      { cause },
    );
  }
}

export async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_CANNOT_READ',
      `${file} can't be read (${String(cause)}). Expected a file that degas audit wrote; check the path.`,
      { cause },
    );
  }
}

export function notUnderstood(file: string, expected: string, option: string): TrainerError {
  return new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${file} (${option}) is not what it should be. Expected ${expected}; check the file.`,
  );
}
