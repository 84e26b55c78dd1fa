import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, describe, expect, test } from '@jest/globals';

import { rotatedOrder } from '../reading/rotated-order.ts';
import { shownRecord } from '../testing/records.ts';
import { listInputs } from './list-inputs.ts';
import { readLogs, type ReadLogsOptions } from './read-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-logs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function read(inputs: readonly string[], options: ReadLogsOptions = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const { records } of readLogs(inputs, options))
    found.push(...records.map(shownRecord));
  return found;
}

async function* stream(...pieces: (string | number)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (typeof piece === 'string') yield Buffer.from(piece, 'latin1');
    else await new Promise((resolve) => setTimeout(resolve, piece));
  }
}

describe('inputs', () => {
  test('several files and standard input, in their order, each in its format', async () => {
    const first = file('order/b.txt', 'b.example.com\n');
    const second = file('order/a.csv.gz', gzipSync('x,domain\n1,a.example.com\n'));
    expect(
      await read([first, '-', second], { stdin: stream('{"domain":"c.example.com"}\n') }),
    ).toEqual(['b.example.com', 'c.example.com', 'a.example.com']);
  });

  test('a folder, without what holds no names, which is said', async () => {
    file('folder/2026/11/labels.csv', 'domain,label\na.example.com,1\n');
    file('folder/README.md', 'see LICENSE');
    file('folder/.DS_Store', '\0\0');
    file('folder/notes.txt', 'Dear reader,\nthis is a text.\n');
    const leftOut: string[] = [];
    const onLeftOut = (name: string, reason: string): void =>
      void leftOut.push(`${name.slice(folder.length + 8)}: ${reason.slice(0, 40)}`);
    expect(await read([join(folder, 'folder')], { onLeftOut })).toEqual(['a.example.com label:1']);
    expect(leftOut).toEqual([
      '.DS_Store: hidden',
      'README.md: about the files',
      'notes.txt: notes.txt is in no known format; it begi',
    ]);
  });

  test('a rotated log in order of time, by a pattern or named in any order', async () => {
    const set = ['dns.log', 'dns.log.1', 'dns.log.2.gz', 'dns.log.10.gz'].map((name) => {
      const text = `${name.replace('.gz', '')}.example.com\n`;
      return file(`rotated/${name}`, name.endsWith('.gz') ? gzipSync(text) : text);
    });
    const right = ['dns.log.10', 'dns.log.2', 'dns.log.1', 'dns.log'].map(
      (name) => `${name}.example.com`,
    );
    expect(await read([join(folder, 'rotated/dns.log*')])).toEqual(right);
    expect(await read(set)).toEqual(right);
    expect(rotatedOrder(['q.log-20261102', 'b', 'q.log', 'q.log-20261101.gz', 'a'])).toEqual([
      'q.log-20261101.gz',
      'q.log-20261102',
      'q.log',
      'b',
      'a',
    ]);
    expect(
      rotatedOrder(['dns.11:00:00-12:00:00.log.gz', 'dns.log', 'dns.10:00:00-11:00:00.log.gz']),
    ).toEqual(['dns.10:00:00-11:00:00.log.gz', 'dns.11:00:00-12:00:00.log.gz', 'dns.log']);
  });

  test.each([
    ['a missing file', 'missing.txt', 'LOGS_FILE_MISSING'],
    ['a pattern without matches', 'missing*.txt', 'LOGS_FILE_MISSING'],
  ])('%s is an error', async (_, name, code) => {
    await expect(listInputs([join(folder, name)])).rejects.toMatchObject({ code });
  });

  test('a named file of no known format is an error', async () => {
    await expect(
      read([file('prose.txt', 'Dear reader,\nthis is a text.\n')]),
    ).rejects.toMatchObject({ code: 'LOGS_FORMAT_UNKNOWN' });
  });

  test('an archive or a folder of which nothing is understood is an error', async () => {
    file('prose/a.txt', 'Dear reader,\nthis is a text.\n');
    await expect(read([join(folder, 'prose')])).rejects.toMatchObject({
      code: 'LOGS_FORMAT_UNKNOWN',
    });
  });

  test('a log without a year is of its own last year', async () => {
    const path = file(
      'dnsmasq.log',
      'Nov  1 10:00:00 dnsmasq[1]: query[A] a.example.com from 10.0.0.5\n',
    );
    utimesSync(path, new Date(Date.UTC(2024, 0, 5)), new Date(Date.UTC(2024, 0, 5)));
    for await (const { records } of readLogs([path]))
      expect(records).toMatchObject([{ time: Date.UTC(2023, 10, 1, 10) }]);
  });
});

describe('standard input', () => {
  test('is answered line by line while it pauses', async () => {
    const order: string[] = [];
    async function* lines(): AsyncGenerator<Uint8Array> {
      for (const name of ['a.example.com', 'b.example.com']) {
        order.push(`sent ${name}`);
        yield Buffer.from(`${name}\n`);
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    }
    for await (const { records } of readLogs(['-'], { stdin: lines() }))
      order.push(...records.map((record) => `read ${shownRecord(record)}`));
    expect(order).toEqual([
      'sent a.example.com',
      'read a.example.com',
      'sent b.example.com',
      'read b.example.com',
    ]);
  });

  test('may be packed, may be empty', async () => {
    const packed = Array.from(gzipSync('a.example.com\n'), (byte) => String.fromCharCode(byte));
    const bytes = stream(...packed);
    expect(await read(['-'], { stdin: bytes })).toEqual(['a.example.com']);
    expect(await read(['-'], { stdin: stream() })).toEqual([]);
  });
});
