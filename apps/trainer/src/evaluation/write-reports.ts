import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { TrainerError } from '../errors.ts';
import { mustBeWritable } from '../output/output-path.ts';

/** Throws, before anything is computed, where a report could not be written or would replace the data. */
export async function prepareReports(out: string, data: string): Promise<void> {
  if (out.endsWith('.json')) mustBeWritable(out, '--out', [data]);
  try {
    await mkdir(out.endsWith('.json') ? dirname(out) : out, { recursive: true });
  } catch (cause) {
    throw unwritable(out, cause);
  }
}

/** Writes `report.json` and, where there is a page, `report.html` into a folder; a path that ends in `.json` gets the figures alone. */
export async function writeReports(out: string, figures: object, page?: string): Promise<void> {
  const json = `${JSON.stringify(figures, null, 2)}\n`;
  try {
    if (out.endsWith('.json')) {
      await writeFile(out, json);
      return;
    }
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'report.json'), json);
    if (page !== undefined) await writeFile(join(out, 'report.html'), page);
  } catch (cause) {
    throw unwritable(out, cause);
  }
}

function unwritable(out: string, cause: unknown): TrainerError {
  return new TrainerError(
    'TRAINER_CANNOT_WRITE',
    `${out} can't be written (${String(cause)}). Expected a folder, or a file that ends in .json; check the path, its rights and the space left.`,
    { cause },
  );
}
