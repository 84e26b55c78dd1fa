import { readFile } from 'node:fs/promises';

import { alertLevels } from '@degas/traffic';
import { z } from 'zod';

import { TrainerError } from '../errors.ts';
import { cannotRead } from '../reading/cannot-read.ts';

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
    const advice = 'check the path, or write one with degas calibrate';
    throw cannotRead(file, '--settings', { expected: 'a settings file', advice }, cause);
  }
  return settingsIn(text, file);
}

function settingsIn(text: string, file: string): HuntSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw noSettings(file, 'it is not JSON', cause);
  }
  const { data, error } = settingsSchema.safeParse(value);
  if (data !== undefined) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw noSettings(file, faults.join('; '), error);
}

function noSettings(file: string, reason: string, cause: unknown): TrainerError {
  return new TrainerError(
    'TRAINER_OPTION_INVALID',
    `${file} (--settings) is no settings file (${reason}). Expected the fields level, windowMs and allow; write it with degas calibrate.`,
    { cause },
  );
}
