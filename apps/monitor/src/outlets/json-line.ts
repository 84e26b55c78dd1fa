import type { z } from 'zod';

/**
 * Returns what a line of JSON holds, as it is written: the schema says what is looked at, and drops nothing. Null for a line that is
 * something else, as a killed program or a full disk leaves one.
 */
export function jsonLine(schema: z.ZodType, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return schema.safeParse(value).success ? value : null;
  } catch {
    return null;
  }
}
