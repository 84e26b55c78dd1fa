import { readFile } from 'node:fs/promises';

import { ServingError } from '../serving-error.ts';

/** Returns the text of a file that a flag names. */
export async function readConfigFile(file: string, flag: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ServingError(
      // A path that is wrong is the mistake of who started the service.
      code === 'ENOENT' ? 'INVALID_ARGUMENT' : 'NOT_FOUND',
      `Given ${flag} ${file}, expected a file that can be read: ${message}`,
      { cause: error },
    );
  }
}
