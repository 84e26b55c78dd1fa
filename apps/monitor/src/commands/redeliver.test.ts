import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { DeadLetterFile } from '../outlets/dead-letter-file.ts';
import { alertOf } from '../testing/alert.ts';
import { HttpReceiver } from '../testing/http-receiver.ts';
import { startMonitor } from '../testing/run-monitor-in-test.ts';

let folder: string;
let letters: string;
let config: string;
let receiver: HttpReceiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'degas-redeliver-'));
  letters = join(folder, 'webhook.jsonl');
  config = join(folder, 'monitor.json');
  receiver = await new HttpReceiver().start();
  const webhook = { type: 'webhook', url: receiver.url, level: 'high' };
  const retry = { firstDelayMs: 1, giveUpAfterMs: 20 };
  writeFileSync(config, JSON.stringify({ outputs: [{ ...webhook, retry }], state: folder }));
});
afterEach(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true });
});

async function bury(ids: readonly string[], outlet = `webhook ${receiver.url}`): Promise<void> {
  const file = new DeadLetterFile(letters, { maxBytes: 1e6, now: () => 0 });
  await file.append(
    outlet,
    ids.map((id) => ({ alert: alertOf(id, { level: 'medium' }), reason: 'given up' })),
  );
}

const received = (): string[] =>
  receiver.requests.flatMap(({ body }) =>
    (JSON.parse(body) as { alerts: { id: string }[] }).alerts.map(({ id }) => id),
  );

test('what was a dead letter is delivered, with what an earlier run left over', async () => {
  await bury(['a', 'b']);
  writeFileSync(`${letters}.redelivering`, readFileSync(letters));
  rmSync(letters);
  await bury(['c']);
  const { ended, stderr } = startMonitor(['redeliver', letters, '--config', config]);
  expect([await ended, stderr()]).toEqual([0, expect.stringContaining('3 alerts delivered')]);
  expect(received()).toEqual(['a', 'b', 'c']);
  expect([letters, `${letters}.redelivering`].map((path) => existsSync(path))).toEqual([
    false,
    false,
  ]);
});

test('what is refused is a dead letter again, and what is no letter is kept aside', async () => {
  await bury(['a']);
  writeFileSync(letters, '{"time":"20', { flag: 'a' });
  receiver.reply = () => ({ status: 400, text: 'no' });
  const { ended, stderr } = startMonitor(['redeliver', letters, '--config', config]);
  expect(await ended).toBe(1);
  expect(stderr()).toContain('0 alerts delivered, 1 are dead letters again, 1 lines are none');
  expect(readFileSync(`${letters}.unreadable`, 'utf8')).toBe('{"time":"20\n');
  const again = join(folder, 'dead-letters', `webhook-http-127.0.0.1-${receiver.port}.jsonl`);
  expect(JSON.parse(readFileSync(again, 'utf8'))).toMatchObject({ alert: { id: 'a' } });
});

test('a file that is not there is wrong usage, told before any other is delivered', async () => {
  await bury(['a']);
  const missing = join(folder, 'none.jsonl');
  const { ended, stderr } = startMonitor(['redeliver', letters, missing, '--config', config]);
  expect(await ended).toBe(2);
  expect(stderr()).toMatch(/none\.jsonl is not there\. Expected .* Nothing was delivered/);
  expect([existsSync(letters), received()]).toEqual([true, []]);
});

test('letters for an output that is not known stay where they are', async () => {
  await bury(['a'], 'syslog 10.0.0.1');
  const { ended, stderr } = startMonitor(['redeliver', letters, '--config', config]);
  expect(await ended).toBe(2);
  expect(stderr()).toMatch(/letters for \[syslog 10\.0\.0\.1\].*Expected.*webhook/);
  expect(existsSync(letters)).toBe(true);
  expect(received()).toEqual([]);
  const elsewhere = join(folder, 'alerts.jsonl');
  const all = startMonitor(['redeliver', letters, '-o', elsewhere, '--state', folder]);
  expect(await all.ended).toBe(0);
  expect(readFileSync(elsewhere, 'utf8').trim().split('\n')).toHaveLength(1);
});
