import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { readLines } from './read-lines.ts';

async function linesIn(pieces: readonly (string | Uint8Array)[]): Promise<string[]> {
  const stdin = Readable.from(pieces.map((piece) => Buffer.from(piece as string)));
  const lines: string[] = [];
  for await (const some of readLines('-', { stdin })) lines.push(...some);
  return lines;
}

describe('readLines', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\n\r\nb', ['a', '', 'b']],
    ['\n', ['']],
    ['\ufeffa\nb\u00fc\n', ['a', 'b\u00fc']],
    ['a\rb\n', ['a\rb']],
  ])('cuts %j into %j', async (text, lines) => {
    expect(await linesIn([text])).toEqual(lines);
  });

  test('does not mind where the pieces break, in the middle of a character or a line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', '\u00fc', '\u{1f600}', 'xyz.com', ''), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 5 }),
        async (lines, newline, size) => {
          const bytes = Buffer.from(lines.map((line) => line + newline).join(''));
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.subarray(i * size, (i + 1) * size),
          );
          expect(await linesIn(pieces)).toEqual(lines);
        },
      ),
    );
  });

  test('a line of many megabytes is one line, cut short', async () => {
    const [long = '', next] = await linesIn([
      ...Array.from({ length: 40 }, () => 'x'.repeat(2 ** 17)),
      '\nnext.com\n',
    ]);
    expect(long.length).toBeLessThan(2 ** 21);
    expect(next).toBe('next.com');
  });

  test('a gzip file in several members is read to its end', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'degas-lines-')), 'names.gz');
    writeFileSync(file, Buffer.concat([gzipSync('a.com\nb'), gzipSync('.com\nc.com')]));
    const lines: string[] = [];
    for await (const some of readLines(file)) lines.push(...some);
    expect(lines).toEqual(['a.com', 'b.com', 'c.com']);
  });

  test('a file that is not there is a coded error', async () => {
    const reading = (async () => {
      for await (const lines of readLines('/no/such/file')) expect(lines).toEqual([]);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'TRAINER_CANNOT_READ' });
  });
});
