import { readFile } from 'node:fs/promises';

import { type KnownDgaFilter, loadKnownDgaFilter } from '@degas/generators';
import type { FindKnownDga } from '@degas/traffic';

import { MonitorError } from '../errors.ts';
import { failedReadCode } from './failed-read-code.ts';

/** Reads a file of names, one a line; what follows a `#` is left out. */
export async function readNames(file: string): Promise<readonly string[]> {
  const text = (await readOrRefuse(file)).toString('utf8');
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((rule) => rule.replace(/^\*\./, '').replace(/\.$/, '').toLowerCase());
}

/** Reads a filter of known DGA names, as `degas filter` writes it. */
export async function readKnownDga(file: string): Promise<FindKnownDga> {
  const filter = filterOf(await readOrRefuse(file), file);
  return (name) => filter.lookup(name)?.family ?? null;
}

function filterOf(bytes: Buffer, file: string): KnownDgaFilter {
  try {
    return loadKnownDgaFilter(bytes);
  } catch (cause) {
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `${file} (--known-dga) is no filter of known DGA names, or a damaged one. Expected what degas filter writes; write it anew.`,
      { cause },
    );
  }
}

async function readOrRefuse(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new MonitorError(
      failedReadCode(cause),
      `${file} can't be read (${(cause as Error).message}). Expected a file that the monitor may read; check the path.`,
      { cause },
    );
  }
}
