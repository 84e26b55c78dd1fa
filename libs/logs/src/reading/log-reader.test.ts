import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { LogsError } from '../errors.ts';
import type { LogRecord } from '../events/log-record.ts';
import { generated, generatedFormats } from '../testing/generated-logs.ts';
import { recordsOf, shown, shownRecord } from '../testing/records.ts';
import { LogReader } from './log-reader.ts';
import { failureOf, reportLine } from './report-text.ts';

/** All records of bytes that come in pieces of these sizes, over and over. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]): LogRecord[] {
  const reader = new LogReader({ everyLine: true });
  const records: LogRecord[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    records.push(...reader.write(bytes.slice(at, at + size)));
    at += size;
  }
  return [...records, ...reader.end()];
}

/** What is read of a text; nothing where a cut through its header leaves no known format. */
function allOrNone(reader: LogReader, text: string): LogRecord[] {
  try {
    return [...reader.write(text), ...reader.end()];
  } catch (error) {
    if (!(error instanceof LogsError)) throw error;
    reader.report.lines = 0;
    return [];
  }
}

describe('every generated format', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });

  test.each(generatedFormats)('%s reads the same in any pieces', (name) => {
    const bytes = new TextEncoder().encode(generated(name, 110, 3).text);
    const whole = inPieces(bytes, [bytes.length]);
    fc.assert(
      fc.property(sizes, (pieces) => {
        expect(inPieces(bytes, pieces)).toEqual(whole);
      }),
      { numRuns: 3 },
    );
  });

  test.each(generatedFormats.filter((name) => name !== 'json-array'))(
    '%s has a record or a note for every line, cut or not',
    (name) => {
      const { text } = generated(name, 20, 3);
      fc.assert(
        fc.property(fc.nat(text.length), fc.nat(text.length), (from, length) => {
          const lines = `${text.slice(0, from)}${text.slice(from + (length % 200))}`;
          const reader = new LogReader({ everyLine: true });
          const records = allOrNone(reader, lines);
          const seen = new Set(records.map(({ line }) => line));
          expect(
            Array.from({ length: reader.report.lines }, (_, i) => i + 1).filter(
              (line) => !seen.has(line),
            ),
          ).toEqual([]);
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe('a format is decided', () => {
  test('by a hundred lines, the end or a flush', () => {
    const reader = new LogReader();
    expect(reader.write('a.example.com\n')).toEqual([]);
    expect(reader.format).toBeNull();
    expect(reader.flush().map(shownRecord)).toEqual(['a.example.com']);
    expect(reader.write('b.example.com\nc.exam').map(shownRecord)).toEqual(['b.example.com']);
    expect(reader.end().map(shownRecord)).toEqual(['c.exam']);
    expect(reader.format).toBe('plain');
  });

  test('by its name, in every spelling, or not at all', () => {
    expect(shown('a.example.com', { inputFormat: 'list' })).toEqual(['a.example.com']);
    expect(() => new LogReader({ inputFormat: 'sheet' })).toThrow(
      /Unknown format 'sheet'. Expected one of: adblock, /,
    );
    expect(() => recordsOf('Dear reader,\nthis is a text.\n')).toThrow(
      expect.objectContaining({ code: 'LOGS_FORMAT_UNKNOWN' }),
    );
  });

  test('JSON by a name of another format: that format is asked', () => {
    expect(shown('{"DnsQuery":"a.example.com"}\n{"other":1}', { inputFormat: 'asim' })).toEqual([
      'a.example.com',
      '!no_name',
    ]);
  });

  test.each([
    ['SQLite format 3\0'.padEnd(64, '\0'), /SQLite/],
    ['ElfFile\0'.padEnd(64, '\0'), /wevtutil/],
    ['\x1f\x8b\x08'.padEnd(64, '\0'), /gzip/],
    [`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`.padEnd(64, '\0'), /Save its table as CSV/],
  ])('files of other kinds are named: %j', (text, message) => {
    expect(() => recordsOf(Buffer.from(text, 'latin1'))).toThrow(message);
  });
});

describe('what is said at the end', () => {
  const reportOf = (text: string): LogReader => {
    const reader = new LogReader({ fileName: 'dns.log' });
    reader.write(text);
    reader.end();
    return reader;
  };

  test('of a log that was understood', () => {
    const { report } = reportOf('x,domain\n1,a.example.com\n2\n3,b.example.com\n');
    expect(reportLine(report)).toBe('dns.log: csv, 2 records, 1 left out (1 too few columns)');
    expect(failureOf(report)).toBeNull();
    expect([report.events, report.rejected, report.notes.header, report.lines]).toEqual([
      2, 1, 1, 4,
    ]);
  });

  test('of a log of which hardly anything could be read', () => {
    const { report } = reportOf(`{"domain":"a.example.com"}\n${'{"domain":""}\n'.repeat(99)}`);
    expect(failureOf(report)).toBe(
      'dns.log: 1 of 100 records could be read (1.0 %): 99 without a name. The first, line 2, without a name: {"domain":""}',
    );
  });

  test('of a log without names', () => {
    const { report } = reportOf('#separator \\x09\n#path\tconn\n#fields\tts\tuid\n1\tC1\n');
    expect(failureOf(report)).toMatch(
      /^dns.log has 1 lines and no field with a name. Its fields are \[ts, uid\]/,
    );
  });

  test('of nothing', () => {
    expect(failureOf(reportOf('').report)).toBe('dns.log has no records.');
  });
});

test('records carry their fields where that is asked for', () => {
  const fields = (text: string): unknown[] =>
    recordsOf(text, { keep: true }).map((record) => record.kind === 'event' && record.fields);
  expect(fields('a,domain\n1,x.example.com\n')).toEqual([{ a: '1', domain: 'x.example.com' }]);
  expect(fields('{"domain":"x.example.com","n":1}')).toEqual([{ domain: 'x.example.com', n: 1 }]);
  expect(fields('x.example.com\n')).toEqual([{ message: 'x.example.com' }]);
  expect(fields('#fields\tquery\tuid\nx.example.com\tC1\n')).toEqual([
    { query: 'x.example.com', uid: 'C1' },
  ]);
  const [query, reply] = [
    'query[A] x.example.com from 10.0.0.5',
    'reply x.example.com is 192.0.2.1',
  ].map((text) => `Nov  1 10:00:00 dnsmasq[1]: ${text}`);
  expect(fields(`${query ?? ''}\n${reply ?? ''}\n`)).toEqual([{ message: query }]);
});

test('bytes that are not UTF-8 are an error of their line, or hide nothing in front of a name', () => {
  const text = Buffer.from(
    'm\xfcnchen.de\n\xff.a.example.com\n# \xe9t\xe9\nb.example.com\n',
    'latin1',
  );
  expect(recordsOf(text, { everyLine: true }).map(shownRecord)).toEqual([
    '!invalid_bytes',
    '\\255.a.example.com',
    '(comment)',
    'b.example.com',
  ]);
  expect(recordsOf(text)[0]).toMatchObject({
    line: 1,
    detail: 'byte 0xFC at character 2 is not UTF-8',
  });
});

test('a line of more than 1 MiB is counted', () => {
  const text = `x,domain\n1,a.example.com\n${'y'.repeat(1 << 21)}\n2,b.example.com\n`;
  expect(shown(text)).toEqual(['(header)', 'a.example.com', '!line_too_long', 'b.example.com']);
});

test.each([
  ['#separator \\x09\n#fields\tquery\n', 'line'],
  ['{"domain":"a.example.com"}\n', 'settled'],
  ['[{"domain":"a.example.com"},', 'beginning'],
  ['Nov  1 10:00:00 dnsmasq[1]: query[A] x.example.com from 10.0.0.5\n', 'settled'],
])('of %j it is known from where it can be read on', (text, expected) => {
  const reader = new LogReader();
  expect(reader.resumesAt).toBe('beginning');
  reader.write(text);
  reader.flush();
  reader.write('\n');
  expect(reader.resumesAt).toBe(expected);
});

describe('what a person says of the fields', () => {
  const record = JSON.stringify({
    ...{ _path: 'dns', ts: 1, 'id.orig_h': '10.0.0.1', 'id.resp_h': '192.0.2.53' },
    query: 'example.com',
  });
  const read = (options: object) => {
    const reader = new LogReader(options);
    return [...reader.write(`${record}\n${record}\n`), ...reader.end()];
  };

  test('counts in a log of a known format, too', () => {
    expect(read({})).toMatchObject([{ client: '10.0.0.1' }, { client: '10.0.0.1' }]);
    const [first] = read({ clientColumn: 'id.resp_h' });
    expect(first).toMatchObject({ name: 'example.com', client: '192.0.2.53' });
  });

  test('is an error where no record has it', () => {
    for (const option of ['column', 'clientColumn', 'timeColumn']) {
      expect(() => read({ [option]: 'nosuch' })).toThrow(/but no 'nosuch'/);
    }
  });
});

test('bytes that are no text are refused, whatever their lines look like', () => {
  const reader = new LogReader();
  const bytes = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256);
  expect(() => [...reader.write(bytes), ...reader.end()]).toThrow(/The input is no text/);
});
