import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { TrainerError } from '../errors.ts';
import { cannotWrite } from '../output/cannot-write.ts';
import { cannotRead } from '../reading/cannot-read.ts';

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
    throw new TrainerError('TRAINER_CANNOT_WRITE', cannotWrite(file, cause as Error), { cause });
  }
}

export async function textOf(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const written = { expected: 'a file that degas audit wrote', advice: 'check the path' };
    throw cannotRead(file, option, written, cause);
  }
}

export function notUnderstood(file: string, expected: string, option: string): TrainerError {
  return new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${file} (${option}) is not what it should be. Expected ${expected}; check the file.`,
  );
}
