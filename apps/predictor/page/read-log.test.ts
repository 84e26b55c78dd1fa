import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { readLog } from './read-log.ts';

const names = ['a.com', 'qzx.com'];

describe('what is pasted or opened', () => {
  test.each<[string, string, RegExp]>([
    ['a list', 'a.com\nqzx.com\n', /2 records$/],
    ['names side by side', ' a.com qzx.com ', /2 records$/],
    ['a table with a rank', '1,a.com\n2,qzx.com\n', /2 records$/],
    ['a Zeek log', '#fields\tts\tquery\n1\ta.com\n2\tqzx.com\n', /^zeek.*2 records/],
    ['JSON lines', '{"query":"a.com"}\n{"query":"qzx.com"}\n', /2 records/],
    ['a hosts file', '0.0.0.0 a.com\n0.0.0.0 qzx.com\n', /^hosts, 2 records/],
  ])('is read: %s', async (_, text, summary) => {
    const read = await readLog(text);
    expect(read.names).toEqual(names);
    expect(read.summary).toMatch(summary);
  });

  test('is unpacked, and its file named', async () => {
    const read = await readLog(new Blob([gzipSync('a.com\nqzx.com\n')]), 'list.txt.gz');
    expect(read.names).toEqual(names);
    expect(read.summary).toMatch(/^list\.txt\.gz: .*2 records/);
  });

  test('says what was left out', async () => {
    const { summary } = await readLog('{"query":"a.com"}\n{"que\n{"query":"qzx.com"}\n');
    expect(summary).toMatch(/1 left out \(1 not JSON\)/);
  });

  test('is refused where it is not text', async () => {
    const image = new Blob([Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919) & 255)]);
    await expect(readLog(image, 'photo.png')).rejects.toThrow(/photo\.png/);
  });
});
