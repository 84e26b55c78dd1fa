import { stat } from 'node:fs/promises';

import { listInputs, STDIN } from '@degas/logs/node';

import type { MonitorConfig } from '../config/config.ts';
import { MonitorError } from '../errors.ts';
import { outputFiles } from './output-files.ts';

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
  for (const file of await outputFiles(outputs)) {
    if ((await stat(file).catch(() => null)) === null || !read.has(await identityOf(file)))
      continue;
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `${file} is both read and written to. Expected another file; name another --output. Nothing was written.`,
    );
  }
}

async function identityOf(file: string): Promise<string> {
  const { dev, ino } = await stat(file);
  return `${dev}:${ino}`;
}
