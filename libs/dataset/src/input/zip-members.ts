import { openPromise } from 'yauzl';

import { DatasetError } from '../errors.ts';
import { toReadError } from './read-error.ts';
import type { TextSource } from './text-source.ts';

/** The members of a zip archive one after another, each to be read before the next is asked for. */
export async function* zipMembers(file: string): AsyncGenerator<TextSource> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(
    (error: unknown) => {
      throw toReadError(file, error);
    },
  );
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entry.isEncrypted()) {
        throw new DatasetError(
          'DATASET_FILE_CORRUPT',
          `${file}!${entry.fileName} is encrypted; give an archive without a password.`,
        );
      }
      const bytes: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
      yield { file: `${file}!${entry.fileName}`, bytes };
    }
  } catch (error) {
    throw toReadError(file, error);
  } finally {
    zip.close();
  }
}
