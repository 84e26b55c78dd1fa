import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { infectedLog } from './testing/infected-log.ts';
import { startMonitor } from './testing/run-monitor-in-test.ts';

/** What a person has lying about, all of which must be there afterwards. */
const folder = mkdtempSync(join(tmpdir(), 'degas-monitor-mistakes-'));
const home = process.cwd();

beforeAll(() => {
  const write = (file: string, content: string | Uint8Array): void => {
    writeFileSync(join(folder, file), content);
  };
  write('dns.log', infectedLog());
  write('notes.txt', 'what a person owns\n');
  write('broken.log', `${infectedLog()}no record\n`);
  write('empty', '');
  write(
    'bytes.bin',
    Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256),
  );
  mkdirSync(join(folder, 'nothing'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** Every file with a digest of its content. */
const inventory = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile()) return path;
      return `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    })
    .sort();

const USAGE = 2;
const FAILED = 1;

test.each<[typed: string, exitCode: number, says: RegExp]>([
  ['wach dns.log', USAGE, /unknown command 'wach'\n\(Did you mean watch\?\)/],
  ['watch', USAGE, /no input.*--help/],
  ['watch dns.log --no-state --listen 99999', USAGE, /--listen 99999/],
  ['replay nosuch.log', USAGE, /nosuch\.log does not exist/],
  ['replay nothing', USAGE, /nothing holds no file/],
  ['replay empty', FAILED, /empty has no records/],
  ['replay bytes.bin', FAILED, /bytes\.bin is no text/],
  ['replay dns.log --speed -3', USAGE, /--speed -3.*above 0/],
  ['replay dns.log --level hihg', USAGE, /--level.*Allowed choices are low, medium, high/],
  ['replay dns.log -o dns.log', USAGE, /dns\.log is both read and written to.*Nothing was written/],
  ['replay dns.log -o nothing', FAILED, /nothing \(--output\).*it is a folder/],
  ['replay dns.log -o nowhere/a.jsonl', FAILED, /there is no folder nowhere/],
  ['replay dns.log -o ftp://x/y', USAGE, /no output of the kind ftp/],
  ['replay dns.log --model nosuch', USAGE, /nosuch \(--model\) could not be read/],
  ['replay dns.log --known-dga notes.txt', USAGE, /notes\.txt \(--known-dga\).*degas filter/],
  ['replay dns.log --allow nosuch', USAGE, /nosuch can't be read/],
  ['replay dns.log --config nosuch', USAGE, /nosuch can't be read/],
  ['replay dns.log --config notes.txt', USAGE, /notes\.txt is no file of settings/],
  ['replay dns.log --calibration notes.txt', FAILED, /degas calibrate/],
  ['watch dns.log --no-state --no-listen -o nowhere/a.jsonl', FAILED, /no folder nowhere/],
  ['watch dns.log --no-state --no-listen -o rpz:nowhere/a.rpz', FAILED, /no folder nowhere/],
  ['redeliver nosuch', USAGE, /nosuch is not there/],
  ['redeliver notes.txt', USAGE, /notes\.txt has no dead letter.*as it was/],
])('a mistake is told, has its exit code, and costs nothing: %s', async (typed, exitCode, says) => {
  const before = inventory();
  const { ended, stderr } = startMonitor(typed.split(' '));
  expect(await ended).toBe(exitCode);
  expect(stderr()).toMatch(says);
  expect(stderr()).not.toMatch(/^ +at /m);
  expect(inventory()).toEqual(before);
});

test('lines that are no records are counted, and leave nothing behind', async () => {
  const before = inventory();
  const { ended, stderr } = startMonitor(['replay', 'broken.log']);
  expect(await ended).toBe(0);
  expect(stderr()).toMatch(/1 left out/);
  expect(stderr()).not.toContain('"level":40');
  expect(inventory()).toEqual(before);
});
