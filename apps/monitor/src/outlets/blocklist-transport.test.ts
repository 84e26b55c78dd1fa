import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { namesFrom } from '@degas/generators';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { alertName, alertOf } from '../testing/alert.ts';
import { describeOutlet } from '../testing/outlet-contract.ts';
import { type BlocklistOptions, BlocklistTransport } from './blocklist-transport.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 9);

const optionsFor = (file: string, given: Partial<BlocklistOptions> = {}): BlocklistOptions => ({
  path: file,
  format: 'rpz',
  level: 'medium',
  days: 7,
  daysAhead: 0,
  maxNames: 100_000,
  reload: null,
  isAllowed: () => false,
  ...given,
});

describeOutlet(
  'a blocklist',
  async (folder) => {
    const file = path.join(folder, 'list.txt');
    const flag = path.join(folder, 'broken');
    const reload = `test ! -e ${flag}`;
    return {
      transport: await BlocklistTransport.open(
        optionsFor(file, { format: 'domains', reload }),
        Date.now,
      ),
      // One name of each alert tells which it was.
      received: () =>
        [...readFileSync(file, 'utf8').matchAll(/^x(\w+)qkz\.com$/gm)].map(([, id]) => id ?? ''),
      breakDown: () => {
        writeFileSync(flag, '');
        return Promise.resolve();
      },
      mend: () => {
        rmSync(flag);
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
    };
  },
  { hasAnswers: false, replaces: true },
);

describe('a blocklist', () => {
  let folder: string;
  let file: string;
  let now: number;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'degas-blocklist-'));
    file = path.join(folder, 'degas.rpz');
    now = NOW;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const open = (given: Partial<BlocklistOptions> = {}) =>
    BlocklistTransport.open(optionsFor(file, given), () => now);
  const text = () => readFileSync(file, 'utf8');
  const serial = () => Number(/SOA localhost\. root\.localhost\. (\d+)/.exec(text())?.[1]);

  test.each([
    ['rpz', 'xa1qkz.com CNAME .\n*.xa1qkz.com CNAME .\nya1qkz.net CNAME .\n'],
    ['hosts', '0.0.0.0 xa1qkz.com\n0.0.0.0 ya1qkz.net\n'],
    ['unbound', 'server:\nlocal-zone: "xa1qkz.com." always_nxdomain\n'],
    ['adguard', '||xa1qkz.com^\n||ya1qkz.net^\n'],
  ] as const)('has the names of alerts, as %s', async (format, expected) => {
    const list = await open({ format });
    await list.send([alertOf('a1'), alertOf('a2', { level: 'low' })]);
    await list.close();
    expect(text()).toContain(expected);
    expect(text()).not.toContain('xa2qkz.com');
    expect(existsSync(path.join(folder, '.degas.rpz.new'))).toBe(false);
  });

  test('gets a higher serial with every change, after a restart and a clock that went back, too', async () => {
    const list = await open();
    await list.send([alertOf('a1')]);
    const first = serial();
    expect(first).toBe(NOW / 1000);
    await list.send([alertOf('a1')]);
    expect(serial()).toBe(first);
    now -= 3_600_000;
    await list.send([alertOf('a2')]);
    expect(serial()).toBe(first + 1);
    await list.close();
    const again = await open();
    await again.send([alertOf('a3')]);
    await again.close();
    expect(serial()).toBe(first + 2);
    expect(text().match(/^x.*/gm)).toHaveLength(3);
  });

  test('lets names go after their days, at once when they are allowed, the oldest of too many', async () => {
    const allowed = new Set<string>();
    const list = await open({ isAllowed: (name) => allowed.has(name), maxNames: 4 });
    await list.send([alertOf('a1')]);
    now += 4 * DAY_MS;
    await list.send([alertOf('a2')]);
    now += 4 * DAY_MS;
    await list.refresh();
    expect(text()).not.toContain('xa1qkz');
    allowed.add('xa2qkz.com');
    await list.refresh();
    expect(text()).not.toContain('xa2qkz');
    expect(text()).toContain('ya2qkz');
    await list.send([alertOf('a3'), alertOf('a4')]);
    await list.close();
    expect(
      text()
        .match(/^[xy].*/gm)
        ?.map((line) => line.split(' ')[0]),
    ).toEqual(['xa3qkz.com', 'xa4qkz.com', 'ya3qkz.net', 'ya4qkz.net']);
  });

  test('has the names that a known family makes next', async () => {
    const name = alertName('made.com', { knownFamily: 'qakbot' });
    const list = await open({ daysAhead: 2, format: 'domains' });
    await list.send([alertOf('a1', { names: [name] })]);
    await list.close();
    const next = [...namesFrom(new Date(NOW), { days: 2, families: ['qakbot'], count: 20 })];
    expect(next.length).toBeGreaterThan(10);
    const lines = new Set(text().split('\n'));
    expect(next.filter(({ domain }) => !lines.has(domain.toLowerCase()))).toEqual([]);
  });

  test('runs the command after a change, and again until it succeeds', async () => {
    const log = path.join(folder, 'log');
    const isReady = path.join(folder, 'ready');
    const reload = `echo "$DEGAS_BLOCKLIST" >> ${log}; test -e ${isReady} || { echo not ready >&2; exit 3; }`;
    const list = await open({ reload });
    await expect(list.send([alertOf('a1')])).rejects.toThrow(
      'the reload command ended with 3: not ready',
    );
    await list.close();
    // Over a restart, too.
    const again = await open({ reload });
    await expect(again.send([alertOf('a1')])).rejects.toThrow('not ready');
    writeFileSync(isReady, '');
    await again.send([alertOf('a1')]);
    await again.send([alertOf('a1')]);
    await again.close();
    expect(readFileSync(log, 'utf8')).toBe(`${file}\n`.repeat(3));
  });

  test('takes no file that somebody else wrote', async () => {
    writeFileSync(file, '$TTL 60\n@ IN SOA mine. mine. 1 1 1 1 1\n');
    await expect(open()).rejects.toMatchObject({ code: 'MONITOR_BLOCKLIST_FOREIGN' });
    expect(text()).toContain('mine');
  });

  test('says so where its state is damaged', async () => {
    writeFileSync(`${file}.state.json`, '{"version":1,');
    await expect(open()).rejects.toMatchObject({ code: 'MONITOR_STATE_UNREADABLE' });
  });
});
