import { readFile } from 'node:fs/promises';

import { ServingError } from '../serving-error.ts';

/** Returns the text of a file that a flag names. */
export async function readConfigFile(file: string, flag: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ServingError(
      'NOT_FOUND',
      `Given ${flag} ${file}, expected a file that can be read: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
