import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';

import { nativeUnpackers } from '../node/native-unpackers.ts';
import { clutterReason } from './clutter.ts';
import { unpack, type UnpackOptions } from './unpack.ts';

/** `a.com`, `b.com` and, in a second member, frame or stream, `c.com`, by the tools of each kind. */
const packed: Readonly<Record<string, string>> = {
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQALYS5jb20KYi5jb20KABri6thK1BfTAAEkDKYY2NgftvN9AQAAAAAEWVr9N3pYWgAABObWtEYCACEBFgAAAHQv5aMBAAVjLmNvbQoAAACMnWfvAznaiAABHgbBL6QdH7bzfQEAAAAABFla',
  zstd: 'KLUv/QRYYQAAYS5jb20KYi5jb20KZtkCyCi1L/0EWDEAAGMuY29tCqjWsmQ=',
  bzip2:
    'QlpoOTFBWSZTWc5puO8AAAJRAAAQAAE4AqAAISg9TQhgOF0SEPF3JFOFCQzmm47wQlpoOTFBWSZTWe4/XYIAAAFRAAAQAAEIAqAAMM0Aw0BTHF3JFOFCQ7j9dgg=',
};
const TEXT = 'a.com\nb.com\nc.com\n';
const bytesOf = (kind: string): Buffer => Buffer.from(packed[kind] ?? '', 'base64');
const gzip = Buffer.concat([gzipSync('a.com\nb.com\n'), gzipSync('c.com\n')]);

/** A stream of pieces of one size. */
function inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  const count = Math.ceil(bytes.length / size);
  return Readable.from(
    Array.from({ length: count }, (_, i) => bytes.slice(i * size, (i + 1) * size)),
  );
}

async function texts(
  bytes: Uint8Array,
  options: UnpackOptions = {},
  name = 'x',
  size = 1000,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const text of unpack({ name, bytes: inPieces(bytes, size) }, options)) {
    let content = '';
    for await (const block of text.bytes) content += Buffer.from(block).toString();
    found[text.name] = content;
  }
  return found;
}

const platforms = [['everywhere', {}], ['in Node', { unpackers: nativeUnpackers }]] as const; // prettier-ignore

describe.each(platforms)('%s', (_, options) => {
  test.each([
    ['plain text', Buffer.from(TEXT)],
    ['gzip of two members', gzip],
    ['zstd of two frames', bytesOf('zstd')],
    ['xz of two streams', bytesOf('xz')],
    ['bzip2 of two streams', bytesOf('bzip2')],
    ['gzip in gzip', gzipSync(gzip)],
  ])('%s, in any pieces', async (__, bytes) => {
    expect(await texts(bytes, options)).toEqual({ x: TEXT });
    expect(await texts(bytes, options, 'x', 7)).toEqual({ x: TEXT });
  });

  test('a zip archive with members that are packed, and without what is about them', async () => {
    const archive = zipSync({
      'a/names.txt': Buffer.from(TEXT),
      'b.gz': gzip,
      '__MACOSX/._b.gz': Buffer.from('x'),
      'README.md': Buffer.from('x'),
      '.DS_Store': Buffer.from('x'),
    });
    const leftOut: string[] = [];
    const found = await texts(archive, {
      ...options,
      onLeftOut: (name, reason) => leftOut.push(`${name}: ${reason}`),
    });
    expect(found).toEqual({ 'x!a/names.txt': TEXT, 'x!b.gz': TEXT });
    expect(leftOut).toEqual([
      "x!__MACOSX/._b.gz: macOS' own data",
      'x!README.md: about the files',
      'x!.DS_Store: hidden',
    ]);
  });

  test.each([
    ['gzip', gzip],
    ['zstd', bytesOf('zstd')],
    ['xz', bytesOf('xz')],
    ['bzip2', bytesOf('bzip2')],
    ['zip', zipSync({ 'names.txt': Buffer.from(TEXT.repeat(100)) }).subarray(0, 60)],
  ])('a %s that is cut off is an error', async (__, bytes) => {
    await expect(texts(bytes.subarray(0, bytes.length - 12), options)).rejects.toMatchObject({
      code: expect.stringMatching(/LOGS_FILE_(?:TRUNCATED|CORRUPT)/),
    });
  });

  test('a file that is named like a packed one and is not is an error', async () => {
    await expect(texts(Buffer.from(TEXT), options, 'names.txt.gz')).rejects.toMatchObject({
      code: 'LOGS_FILE_CORRUPT',
    });
  });

  test('an archive whose members are not all read goes on with the next', async () => {
    const archive = zipSync({ 'a.txt': Buffer.from(TEXT), 'b.txt': Buffer.from(TEXT) });
    const names: string[] = [];
    for await (const { name } of unpack({ name: 'x', bytes: inPieces(archive, 10) }, options))
      names.push(name);
    expect(names).toEqual(['x!a.txt', 'x!b.txt']);
  });
});

test('files that are left out by their names', () => {
  expect(['a/b.csv', 'dns.log.3.gz', 'eve.json', 'no-ending'].map(clutterReason)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(
    ['LICENSE', 'x.png', 'Thumbs.db', 'SHA256SUMS'].every((name) => clutterReason(name) !== null),
  ).toBe(true);
});
