import { open } from 'node:fs/promises';

import { alertLevels } from '@degas/traffic';
import { z } from 'zod';

import type { DeadLetter } from './dead-letter-file.ts';
import { jsonLine } from './json-line.ts';

/** A line that is no dead letter, as where a disk was full while it was written. */
export interface UnreadableLine {
  readonly line: number;
  readonly text: string;
}

/** What an alert must have for any output to take it. */
const letter = z.object({
  time: z.string(),
  outlet: z.string(),
  reason: z.string(),
  alert: z.looseObject({
    id: z.string().min(1),
    client: z.string(),
    level: z.enum(alertLevels),
    names: z.array(z.looseObject({ name: z.string() })),
    reasons: z.array(z.string()),
    nextSteps: z.array(z.string()),
  }),
});

/** Reads a file of dead letters, line by line; `visit` gets what is none. */
export async function* readDeadLetters(
  path: string,
  visit: (unreadable: UnreadableLine) => void,
): AsyncGenerator<DeadLetter> {
  const file = await open(path);
  try {
    let line = 0;
    for await (const text of file.readLines()) {
      line++;
      if (text.trim() === '') continue;
      const read = jsonLine(letter, text) as DeadLetter | null;
      if (read === null) visit({ line, text });
      else yield read;
    }
  } finally {
    await file.close();
  }
}
