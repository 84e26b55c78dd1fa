import { stat } from 'node:fs/promises';
import path from 'node:path';

import { MonitorError } from '../errors.ts';
import type { OutletSettings } from '../outlets/outlet-settings.ts';

/** The files that outputs write, in folders that are there. */
export async function outputFiles(outputs: readonly OutletSettings[]): Promise<readonly string[]> {
  const files = outputs.flatMap((output) =>
    output.type === 'file' || output.type === 'blocklist' ? [output.path] : [],
  );
  for (const file of files) {
    const folder = path.dirname(file);
    if ((await stat(folder).catch(() => null))?.isDirectory() !== true)
      throw cannotWrite(file, `there is no folder ${folder}`, 'Create it, or name another file');
    if ((await stat(file).catch(() => null))?.isDirectory() === true)
      throw cannotWrite(file, 'it is a folder', 'Add the name of a file');
  }
  return files;
}

function cannotWrite(file: string, reason: string, advice: string): MonitorError {
  return new MonitorError(
    'MONITOR_CANNOT_WRITE',
    `${file} (--output) can't be written: ${reason}. Expected the path of a file. ${advice}.`,
  );
}
