import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Replaces a file's content at once and durably: a reader sees the old text or the new one, whatever happens. */
export async function replaceFile(file: string, text: string, mode = 0o644): Promise<void> {
  const fresh = path.join(path.dirname(file), `.${path.basename(file)}.new`);
  try {
    const handle = await open(fresh, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
