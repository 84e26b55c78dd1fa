import { describe, expect, test } from '@jest/globals';

import { LogReader } from '../reading/log-reader.ts';
import { generated, generatedFormats } from '../testing/generated-logs.ts';

/** Logs without a year are of this one. */
const REFERENCE = Date.UTC(2026, 10, 2);

describe('a generated log is read event by event', () => {
  test.each(generatedFormats)('%s', (name) => {
    const { text, expected, format } = generated(name, 500, 11);
    const reader = new LogReader({ referenceTime: REFERENCE });
    const records = [...reader.write(text), ...reader.end()];
    expect(reader.format).toBe(format);
    expect(records.filter(({ kind }) => kind !== 'event')).toEqual([]);
    const events = records.filter((record) => record.kind === 'event');
    const seen = events.map((event, i) =>
      Object.fromEntries(Object.keys(expected[i] ?? {}).map((key) => [key, event[key as 'name']])),
    );
    expect(seen).toEqual(expected);
  });
});
