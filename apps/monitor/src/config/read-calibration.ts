import { readFile } from 'node:fs/promises';

import { alertLevels } from '@degas/traffic';
import { z } from 'zod';

import { MonitorError } from '../errors.ts';
import { failedReadCode } from './failed-read-code.ts';

const calibration = z.object({
  level: z.enum(alertLevels),
  windowMs: z.int().min(60_000),
  allow: z.array(z.string().min(1)),
});
export type Calibration = Readonly<z.infer<typeof calibration>>;

/** Reads what `degas calibrate` wrote. */
export async function readCalibration(file: string): Promise<Calibration> {
  try {
    return calibration.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new MonitorError(
      failedReadCode(cause),
      `${file} can't be read as settings of degas calibrate (${(cause as Error).message.slice(0, 200)}). Expected the file that it wrote; check the path.`,
      { cause },
    );
  }
}
