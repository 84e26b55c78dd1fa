import { readFile } from 'node:fs/promises';

import { alertLevels } from '@degas/traffic';
import { z } from 'zod';

import { TrainerError } from '../errors.ts';

const settingsSchema = z.strictObject({
  /** The lowest level that is reported. */
  level: z.enum(alertLevels),
  /** Milliseconds that evidence of a client is kept together. */
  windowMs: z.int().min(60_000),
  /** Names that are no evidence, with all below them. */
  allow: z.array(z.string().min(1)),
  /** What the settings were drawn from; for people. */
  calibratedOn: z
    .strictObject({
      clients: z.int(),
      clientDays: z.int(),
      days: z.int(),
      queries: z.int(),
    })
    .optional(),
});

/** What `degas calibrate` writes and `degas hunt --settings` takes. */
export type HuntSettings = Readonly<z.infer<typeof settingsSchema>>;

/** Reads a settings file; one that can't be read or says something else is a TrainerError. */
export async function readSettings(file: string): Promise<HuntSettings> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_CANNOT_READ',
      `${file} can't be read. Expected a settings file; check the path, or write one with degas calibrate.`,
      { cause },
    );
  }
  const { data, error } = settingsSchema.safeParse(parsed(text));
  if (data !== undefined) return data;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    `${file} is no settings file: ${z.prettifyError(error).replaceAll('\n', ' ')}. Expected the fields level, windowMs and allow. Write it with degas calibrate.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
