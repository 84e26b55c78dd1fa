import path from 'node:path';

import { invalidArgument } from '../serving-error.ts';

const FILE_ADDRESS = /^file:\/\/(?=\/)/i;
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\//i;

/**
 * Returns the folder that a base path means: `file:///models` is `/models`, and a relative one is that of the working
 * directory.
 *
 * @throws ServingError INVALID_ARGUMENT for storage that is not of this machine, which would be waited for for ever.
 */
export function readBasePath(basePath: string): string {
  const folder = basePath.replace(FILE_ADDRESS, '');
  if (!ADDRESS.test(folder)) return path.resolve(folder);
  throw invalidArgument(
    `Given the base path ${basePath}, expected a folder of this machine; mount the storage, or copy the versions from it`,
  );
}
