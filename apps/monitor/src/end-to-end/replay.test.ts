import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { alertLevels } from '@degas/traffic';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { infectedLog } from '../testing/infected-log.ts';
import { startMonitor } from '../testing/run-monitor-in-test.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../../..');

interface Result {
  readonly client: string;
  readonly id: string;
  readonly level: (typeof alertLevels)[number];
  readonly family: string;
  readonly score: number;
}

let folder: string;
let log: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'degas-replay-'));
  log = join(folder, 'dns.log');
  writeFileSync(log, infectedLog());
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const resultsOf = (output: string): Result[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Result);

/** Each client's strongest alert, the last of equal ones: it has seen most. */
function strongest(results: readonly Result[]): Map<string, Omit<Result, 'score'>> {
  const byClient = new Map<string, Omit<Result, 'score'>>();
  for (const { client, id, level, family } of results) {
    const held = byClient.get(client);
    if (held === undefined || alertLevels.indexOf(level) >= alertLevels.indexOf(held.level))
      byClient.set(client, { client, id, level, family });
  }
  return byClient;
}

/** `degas hunt`, of another app: it is run, not imported. */
async function hunt(): Promise<Result[]> {
  const { stdout } = await run(process.execPath, [
    join(root, 'apps/trainer/bin/degas-trainer.mjs'),
    'hunt',
    log,
    '--format',
    'jsonl',
  ]);
  return resultsOf(stdout);
}

test('replay gives the alerts that degas hunt gives, at any speed', async () => {
  const expected = await hunt();
  expect(expected.map(({ client }) => client).sort()).toEqual(['10.0.0.7', '10.0.0.9']);
  for (const speed of [[], ['--speed', '2000']]) {
    const monitor = startMonitor(['replay', log, '--fail-on-alert', '--state', folder, ...speed]);
    expect(await monitor.ended).toBe(3);
    expect(strongest(resultsOf(monitor.stdout()))).toEqual(strongest(expected));
    expect(monitor.stderr()).toContain('2 clients suspected');
  }
});

test('a log that is not understood fails, a missing one is wrong usage', async () => {
  const other = join(folder, 'other.json');
  writeFileSync(other, '{"a":1}\n');
  expect(await startMonitor(['replay', other]).ended).toBe(1);
  const missing = startMonitor(['replay', join(folder, 'none.log')]);
  expect(await missing.ended).toBe(2);
  expect(missing.stderr()).toMatch(/LOGS_FILE_MISSING: /);
});
