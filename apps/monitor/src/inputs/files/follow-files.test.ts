import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { zeekHeader, zeekLine, zeekLines } from '../../testing/dns-lines.ts';
import { TakenEvents, TakenRejects } from '../../testing/take-events.ts';
import { FollowFiles } from './follow-files.ts';

let folder: string;
let log: string;
let taken: TakenEvents | null;
let rejects: TakenRejects;
let problems: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'degas-follow-'));
  log = join(folder, 'dns.log');
  taken = null;
  rejects = new TakenRejects();
  problems = [];
});
afterEach(async () => {
  await taken?.stop();
  rmSync(folder, { recursive: true });
});

function follow(path = log, position: unknown = null): TakenEvents {
  const input = new FollowFiles({
    paths: [path],
    reading: {},
    rejects,
    position,
    now: () => performance.now(),
    onProblem: (message) => problems.push(message),
  });
  taken = new TakenEvents(input);
  return taken;
}

/** As a store gives it back. */
const stored = (position: unknown): unknown => JSON.parse(JSON.stringify(position));
const names = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `n${from + i}.example.com`);

/** What logrotate, Zeek and people do to a log of three lines, of which the third was not read yet when it happened while nobody looked. */
const rotations: readonly (readonly [string, () => void])[] = [
  [
    'renamed and begun anew',
    () => {
      renameSync(log, `${log}.1`);
      writeFileSync(log, zeekHeader('later') + zeekLines(3, 2));
    },
  ],
  [
    'copied and cut to nothing',
    () => {
      copyFileSync(log, `${log}.1`);
      truncateSync(log);
      appendFileSync(log, zeekHeader('later') + zeekLines(3, 2));
    },
  ],
  [
    'renamed and packed',
    () => {
      renameSync(log, `${log}.1`);
      writeFileSync(log, zeekHeader('later') + zeekLines(3, 2));
      execFileSync('gzip', [`${log}.1`]);
    },
  ],
  [
    'renamed after its date, as Zeek does',
    () => {
      renameSync(log, join(folder, 'dns.2026-11-27-09-00-00.log'));
      writeFileSync(log, zeekHeader('later') + zeekLines(3, 2));
    },
  ],
];

describe('a log that is', () => {
  test.each(rotations)('%s while it is followed is read once, in order', async (_, rotate) => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const live = follow();
    await live.until(2);
    appendFileSync(log, zeekLines(2, 1));
    rotate();
    await live.until(5);
    appendFileSync(log, zeekLines(5, 1));
    await live.until(6);
    expect(live.names).toEqual(names(0, 6));
    expect(rejects.taken).toEqual([]);
    expect(problems).toEqual([]);
  });

  test.each(rotations)('%s while nobody looks is read on from where it was', async (_, rotate) => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const before = follow();
    await before.until(2);
    await before.stop();
    appendFileSync(log, zeekLines(2, 1));
    rotate();
    const after = follow(log, stored(before.position));
    await after.until(3);
    appendFileSync(log, zeekLines(5, 1));
    await after.until(4);
    expect(after.names).toEqual(names(2, 4));
    expect(problems).toEqual([]);
  });

  test('rotated twice while nobody looks is read through all of its parts', async () => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const before = follow();
    await before.until(2);
    await before.stop();
    appendFileSync(log, zeekLines(2, 1));
    renameSync(log, `${log}.2`);
    execFileSync('gzip', [`${log}.2`]);
    writeFileSync(`${log}.1`, zeekHeader('later') + zeekLines(3, 2));
    writeFileSync(log, zeekHeader('last') + zeekLines(5, 1));
    const after = follow(log, stored(before.position));
    await after.until(4);
    expect(after.names).toEqual(names(2, 4));
  });

  test('cut to nothing and written anew', async () => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 4));
    const live = follow();
    await live.until(4);
    truncateSync(log);
    appendFileSync(log, zeekHeader('later') + zeekLines(4, 1));
    await live.until(5);
    expect(live.names).toEqual(names(0, 5));
  });

  test('cut and longer again before anybody looked', async () => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const before = follow();
    await before.until(2);
    await before.stop();
    writeFileSync(log, zeekHeader('later') + zeekLines(10, 50));
    const after = follow(log, stored(before.position));
    await after.until(50);
    expect(after.names).toEqual(names(10, 50));
    expect(problems).toEqual([
      expect.stringMatching(/is gone; what was written behind it is lost/),
    ]);
  });

  test('deleted and made anew', async () => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const live = follow();
    await live.until(2);
    unlinkSync(log);
    await new Promise((resolve) => setTimeout(resolve, 300));
    writeFileSync(log, zeekHeader('later') + zeekLines(2, 2));
    await live.until(4);
    expect(live.names).toEqual(names(0, 4));
  });

  test('not there yet is waited for', async () => {
    const live = follow();
    await new Promise((resolve) => setTimeout(resolve, 150));
    writeFileSync(log, zeekHeader() + zeekLines(0, 1));
    await live.until(1);
    expect(live.names).toEqual(names(0, 1));
  });

  test('written in halves of lines is read in whole ones', async () => {
    writeFileSync(log, zeekHeader());
    const live = follow();
    const text = zeekLines(0, 3);
    for (let at = 0; at < text.length; at += 37) {
      appendFileSync(log, text.slice(at, at + 37));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await live.until(3);
    expect(live.names).toEqual(names(0, 3));
    expect(rejects.taken).toEqual([]);
  });
});

describe('a checkpoint', () => {
  test('of a killed monitor is enough: what came after it comes again, nothing is missing', async () => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const first = follow();
    await first.until(2);
    const checkpoint = stored(first.position);
    appendFileSync(log, zeekLines(2, 2));
    await first.until(4);
    await first.stop();
    const second = follow(log, checkpoint);
    await second.until(2);
    expect(second.names).toEqual(names(2, 2));
  });

  test('of queries that wait for answers lies before them', async () => {
    const line = (text: string): string => `Nov 27 10:00:00 gate dnsmasq[1]: ${text}\n`;
    writeFileSync(log, line('query[A] a.example.com from 10.0.0.5'));
    const first = follow();
    await first.until(1);
    appendFileSync(log, line('query[A] b.example.com from 10.0.0.5'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const checkpoint = stored(first.position);
    await first.stop();
    appendFileSync(log, line('reply b.example.com is NXDOMAIN'));
    const second = follow(log, checkpoint);
    await second.until(1);
    expect(second.events.at(-1)).toMatchObject({ name: 'b.example.com', answer: 'nxdomain' });
  });
});

describe('folders and patterns', () => {
  test('have new files read as they come, and rotated ones once', async () => {
    writeFileSync(log, zeekHeader() + zeekLines(0, 2));
    const live = follow(folder);
    await live.until(2);
    writeFileSync(join(folder, 'other.log'), zeekHeader('other') + zeekLines(100, 1));
    await live.until(3);
    renameSync(log, `${log}.1`);
    writeFileSync(log, zeekHeader('later') + zeekLines(2, 1));
    await live.until(4);
    execFileSync('gzip', [`${log}.1`]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect([...live.names].sort()).toEqual([...names(0, 3), ...names(100, 1)].sort());
    await live.stop();
    const again = follow(folder, stored(live.position));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(again.names).toEqual([]);
  });

  test('that match nothing yet are waited for', async () => {
    const live = follow(join(folder, '*.log'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    writeFileSync(log, zeekHeader() + zeekLines(0, 1));
    await live.until(1);
    expect(live.names).toEqual(names(0, 1));
  });
});

test('one line of garbage in ten is kept aside, and every other line is read', async () => {
  const garbage = Buffer.from([0xff, 0x00, 0x80, 0x07, 0x1b, 0x22, 0x0a]);
  const parts: Buffer[] = [Buffer.from(zeekHeader())];
  for (let i = 0; i < 500; i++)
    parts.push(i % 10 === 9 ? garbage : Buffer.from(zeekLine('10.0.0.1', `n${i}.example.com`, i)));
  writeFileSync(log, Buffer.concat(parts));
  const live = follow();
  await live.until(450);
  expect(live.names).toEqual(names(0, 500).filter((_, i) => i % 10 !== 9));
  expect(rejects.taken).toHaveLength(50);
  expect(rejects.taken[0]).toMatchObject({ source: log, line: 16 });
});

test('a log of no known format is kept aside, and read once it has one', async () => {
  writeFileSync(log, 'Dear reader,\nthis is a letter.\n');
  const live = follow();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(live.names).toEqual([]);
  expect(rejects.taken).toEqual([expect.objectContaining({ text: readFileSync(log, 'utf8') })]);
  appendFileSync(log, zeekHeader() + zeekLines(0, 2));
  await live.until(2);
  expect(live.names).toEqual(names(0, 2));
});
