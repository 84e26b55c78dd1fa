import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TrainerError } from '../errors.ts';

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
    throw new TrainerError(
      'TRAINER_CANNOT_WRITE',
      `${out} can't be written (${String(cause)}); expected a folder that can be made, or a file that ends in .json. Check the path, its rights and the space left.`,
      { cause },
    );
  }
}
