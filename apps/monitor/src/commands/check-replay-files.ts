import { stat } from 'node:fs/promises';
import path from 'node:path';

import { listInputs, STDIN } from '@degas/logs/node';

import type { MonitorConfig } from '../config/config.ts';
import { MonitorError } from '../errors.ts';

/**
 * Refuses, before anything is read, inputs without a file, outputs that no alert could be written to, and those that
 * are read as well.
 *
 * @throws MonitorError, and LogsError for inputs that are not there.
 */
export async function checkReplayFiles({ inputs, outputs }: MonitorConfig): Promise<void> {
  const { files } = await listInputs(inputs);
  if (inputs.length > 0 && files.length === 0) {
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `${inputs.join(', ')} holds no file. Expected files with logs; check the path, or give the file itself.`,
    );
  }
  const named = files.filter(({ path: file }) => file !== STDIN);
  const read = new Set(await Promise.all(named.map(async ({ path: file }) => identityOf(file))));
  for (const output of outputs) {
    if (output.type !== 'file' && output.type !== 'blocklist') continue;
    const { path: file } = output;
    const folder = path.dirname(file);
    if ((await stat(folder).catch(() => null))?.isDirectory() !== true)
      throw cannotWrite(file, `there is no folder ${folder}`, 'Create it, or name another file');
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory() === true)
      throw cannotWrite(file, 'it is a folder', 'Add the name of a file');
    if (found !== null && read.has(await identityOf(file))) {
      throw new MonitorError(
        'MONITOR_OPTION_INVALID',
        `${file} is both read and written to. Expected another file; name another --output. Nothing was written.`,
      );
    }
  }
}

async function identityOf(file: string): Promise<string> {
  const { dev, ino } = await stat(file);
  return `${dev}:${ino}`;
}

function cannotWrite(file: string, reason: string, advice: string): MonitorError {
  return new MonitorError(
    'MONITOR_CANNOT_WRITE',
    `${file} (--output) can't be written: ${reason}. Expected the path of a file. ${advice}.`,
  );
}
