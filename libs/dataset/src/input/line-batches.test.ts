import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { MAX_LINE_LENGTH, OVERLONG, lineBatches } from './line-batches.ts';

async function linesOf(...blocks: (string | Buffer)[]): Promise<[number, string][]> {
  // eslint-disable-next-line @typescript-eslint/require-await -- the reader wants an async source
  const bytes = (async function* () {
    for (const block of blocks) yield Buffer.from(block as string);
  })();
  const lines: [number, string][] = [];
  for await (const batch of lineBatches({ file: 'f', bytes })) {
    for (const [i, line] of batch.lines.entries()) lines.push([batch.firstLine + i, line]);
  }
  return lines;
}

describe('textLines', () => {
  test.each([
    ['LF', ['a\nb\n'], ['a', 'b']],
    ['CRLF', ['a\r\nb\r\n'], ['a', 'b']],
    ['no line end at the end', ['a\nb'], ['a', 'b']],
    ['a blank line', ['\n'], ['']],
    ['a line end between blocks', ['a\r', '\nb', 'c\n'], ['a', 'bc']],
    ['a character between blocks', [Buffer.from([0xc3]), Buffer.from([0xbc, 10])], ['ü']],
    ['a byte order mark', ['\ufeffdomain\n'], ['domain']],
  ])('%s', async (_, blocks, lines) => {
    expect(await linesOf(...blocks)).toEqual(lines.map((line, i) => [i + 1, line]));
  });

  test('lines are the same however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[ab\r\n]{1,20}$/), fc.nat(20), async (text, cut) => {
        expect(await linesOf(text.slice(0, cut), text.slice(cut))).toEqual(await linesOf(text));
      }),
    );
  });

  test('a line without an end does not fill the memory, and later lines keep their numbers', async () => {
    const long = 'x'.repeat(MAX_LINE_LENGTH);
    expect(await linesOf('a\n', long, long, long, 'x\nb\n')).toEqual([
      [1, 'a'],
      [2, OVERLONG],
      [3, 'b'],
    ]);
    expect(await linesOf(`${long}x\nb`)).toEqual([
      [1, OVERLONG],
      [2, 'b'],
    ]);
    expect(await linesOf(long, 'yy')).toEqual([[1, OVERLONG]]);
  });

  test('bytes that are no text', async () => {
    await expect(linesOf('a\0b')).rejects.toMatchObject({ code: 'DATASET_FILE_BINARY' });
    await expect(linesOf(Buffer.from('domain', 'utf16le'))).rejects.toMatchObject({
      code: 'DATASET_FILE_BINARY',
    });
  });

  test('no bytes at all', async () => {
    await expect(linesOf()).rejects.toMatchObject({ code: 'DATASET_FILE_EMPTY' });
  });
});
