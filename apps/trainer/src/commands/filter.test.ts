import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadKnownDgaFilter } from '@degas/generators';
import { expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { filterSpan } from '../filter/filter-span.ts';
import { captureContext } from '../testing/capture-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-filter-'));

async function run(...args: string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

test('writes the names of a month, which predict takes', async () => {
  const out = join(folder, 'known.bin');
  const { exitCode, errors } = await run(
    ...['filter', '--month', '2016-02', '--families', 'qakbot,tinba', '--out', out],
  );
  expect([exitCode, errors]).toEqual([
    0,
    expect.stringMatching(/names of 2 families, 2016-02-01 to 2016-02-29/),
  ]);
  expect(loadKnownDgaFilter(readFileSync(out)).lookup('qzwyzftwl.net')?.family).toBe('qakbot');
  const { output } = await run('predict', 'qzwyzftwl.net', '--known-dga', out);
  expect(output).toMatch(/\tdga\tqakbot\n$/);
});

test.each([
  [{ year: '2027' }, '2027-01-01', 365],
  [{ year: '2028' }, '2028-01-01', 366],
  [{ month: '2026-11' }, '2026-11-01', 30],
  [{ from: new Date('2026-11-24'), days: 3 }, '2026-11-24', 3],
  [{ from: new Date('2026-11-24') }, '2026-11-24', 1],
  [{}, '2026-12-01', 31],
])('the days of %j', (options, from, days) => {
  const span = filterSpan(options, Date.UTC(2026, 11, 31));
  expect([span.from.toISOString().slice(0, 10), span.days]).toEqual([from, days]);
});

test.each([
  [['--year', '2027', '--month', '2026-11']],
  [['--days', '3']],
  [['--year', '27']],
  [['--month', '2026-13']],
])('%j is wrong usage: 2', async (args) => {
  expect((await run('filter', '--out', join(folder, 'none.bin'), ...args)).exitCode).toBe(2);
});

test('an unknown family is named with the one that was meant', async () => {
  const { exitCode, errors } = await run(
    'filter',
    '--families',
    'quakbot',
    '--out',
    join(folder, 'none.bin'),
  );
  expect([exitCode, errors]).toEqual([2, expect.stringContaining('Did you mean qakbot?')]);
});
