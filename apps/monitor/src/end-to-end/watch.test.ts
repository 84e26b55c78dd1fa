import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { zeekHeader, zeekLine } from '../testing/dns-lines.ts';
import { familyNames } from '../testing/infected-log.ts';
import { startMonitor, stopMonitors, until } from '../testing/run-monitor-in-test.ts';

let folder: string;
let log: string;
let config: string;
let child: ChildProcess | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'degas-watch-'));
  log = join(folder, 'dns.log');
  config = join(folder, 'monitor.json');
  child = null;
  configure({});
});
afterEach(async () => {
  await stopMonitors();
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true });
});

function configure(more: object): void {
  writeFileSync(
    config,
    JSON.stringify({
      inputs: [log],
      outputs: [{ type: 'file', path: join(folder, 'alerts.jsonl'), form: 'jsonl' }],
      state: join(folder, 'state'),
      saveSeconds: 0.2,
      server: null,
      ...more,
    }),
  );
}

/** Failing look-ups of one client, a second each. */
const infection = (names: readonly string[], client = '10.0.0.7'): string =>
  names.map((name, i) => zeekLine(client, name, i, 'NXDOMAIN')).join('');

const alerts = (): { client: string; id: string; distinctNames: number }[] =>
  existsSync(join(folder, 'alerts.jsonl'))
    ? readFileSync(join(folder, 'alerts.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { client: string; id: string; distinctNames: number })
    : [];

/** What is saved by now. */
const saves = (): number =>
  existsSync(join(folder, 'state/state.sequence'))
    ? Number(readFileSync(join(folder, 'state/state.sequence'), 'utf8'))
    : 0;

function spawnMonitor(): ChildProcess {
  const bin = resolve(import.meta.dirname, '../main.ts');
  return spawn(
    process.execPath,
    ['--conditions=@degas/source', '--import', 'tsx', bin, 'watch', '--config', config],
    { stdio: 'ignore', cwd: resolve(import.meta.dirname, '../../../..') },
  );
}

test('a monitor that is killed goes on where it was: names before and after make one alert', async () => {
  const names = familyNames('qakbot', 40);
  writeFileSync(log, zeekHeader() + infection(names.slice(0, 2)));
  child = spawnMonitor();
  await until(() => saves() > 2, 'the first names are saved');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(alerts()).toEqual([]);
  // Without the state, what comes now is of a client that asked for nothing before.
  writeFileSync(log, zeekHeader('later') + infection(names.slice(2)));
  const monitor = startMonitor(['watch', '--config', config]);
  await until(() => alerts().length > 0, 'an alert');
  await until(() => monitor.stderr().includes('"alert"'), 'the log says so');
  expect(await monitor.stop()).toBe(0);
  expect(monitor.stderr()).not.toContain(names[5] ?? '');
  const again = startMonitor(['watch', '--config', config]);
  appendFileSync(log, zeekLine('10.0.0.8', 'www.example.org', 100));
  const before = alerts().length;
  await until(() => again.stderr().includes('watching'), 'it runs again');
  await new Promise((done) => setTimeout(done, 1000));
  await again.stop();
  expect(alerts()).toHaveLength(before);
});

test('an alert says who else asked for its names, also after a restart', async () => {
  configure({ server: { port: 0 } });
  const names = familyNames('qakbot', 20);
  writeFileSync(log, zeekHeader() + infection(names));
  appendFileSync(log, infection(names.slice(0, 3), '10.0.0.8'));
  appendFileSync(log, zeekLine('10.0.0.9', 'www.example.org', 90));
  const others = async (stderr: () => string, of: string): Promise<unknown> => {
    const address = /the page is at ([^;"]+)/.exec(stderr())?.[1] ?? '';
    const authorization = `Bearer ${readFileSync(join(folder, 'state/token'), 'utf8').trim()}`;
    const [id] = alerts().flatMap(({ client, id: ofOne }) => (client === of ? ofOne : []));
    const answer = await fetch(`${address}/api/alerts/${id ?? ''}`, { headers: { authorization } });
    return ((await answer.json()) as { others: unknown }).others;
  };
  const first = startMonitor(['watch', '--config', config]);
  await until(() => alerts().some(({ client }) => client === '10.0.0.7'), 'an alert');
  await until(() => saves() > 1, 'it is saved');
  expect(await others(first.stderr, '10.0.0.7')).toEqual([{ client: '10.0.0.8', names: 3 }]);
  await first.stop();
  const again = startMonitor(['watch', '--config', config]);
  await until(() => again.stderr().includes('watching'), 'it runs again');
  appendFileSync(log, infection(names.slice(2, 12), '10.0.0.10'));
  await until(() => alerts().some(({ client }) => client === '10.0.0.10'), 'another alert');
  expect(await others(again.stderr, '10.0.0.10')).toEqual([
    { client: '10.0.0.7', names: 10 },
    { client: '10.0.0.8', names: 1 },
  ]);
  // The page still has the alert from before.
  expect(JSON.stringify(await others(again.stderr, '10.0.0.7'))).toContain('10.0.0.10');
  await again.stop();
});

test('a reload brings mutes and allowed names, and loses nothing that was gathered', async () => {
  const names = familyNames('qakbot', 40);
  writeFileSync(log, zeekHeader() + infection(names.slice(0, 3)));
  const monitor = startMonitor(['watch', '--config', config]);
  await until(() => saves() > 1, 'the first names are saved');
  configure({ mutes: [{ client: '10.0.0.8', reason: 'a honeypot' }], allow: ['example.org'] });
  monitor.reload();
  await until(() => monitor.stderr().includes('read again'), 'the settings are read again');
  appendFileSync(log, infection(names, '10.0.0.8'));
  appendFileSync(log, infection(names.slice(3)));
  await until(() => alerts().length > 0, 'an alert');
  writeFileSync(config, '{"inputs": 7}');
  monitor.reload();
  await until(() => monitor.stderr().includes('stay as they were'), 'bad settings are refused');
  expect(await monitor.stop()).toBe(0);
  expect(new Set(alerts().map(({ client }) => client))).toEqual(new Set(['10.0.0.7']));
});

test('a state that is damaged is set aside and said, and the log is read anew', async () => {
  writeFileSync(log, zeekHeader() + infection(familyNames('qakbot', 40)));
  const first = startMonitor(['watch', '--config', config]);
  await until(() => alerts().length > 0 && saves() > 1, 'an alert');
  await first.stop();
  writeFileSync(join(folder, 'state/state/CURRENT'), 'nothing\n');
  const before = alerts().length;
  const second = startMonitor(['watch', '--config', config]);
  await until(() => alerts().length > before, 'the alert comes again');
  await second.stop();
  expect(second.stderr()).toContain('was set aside as');
  expect(new Set(alerts().map(({ id }) => id)).size).toBe(1);
});

test('without a state it writes nothing but the outputs, and says the token of the run', async () => {
  configure({ state: null, server: { port: 0 } });
  writeFileSync(log, zeekHeader() + 'garbage\n' + infection(familyNames('qakbot', 20)));
  const before = existsSync('degas-monitor.state');
  const monitor = startMonitor(['watch', '--config', config]);
  await until(() => alerts().length > 0, 'an alert');
  const [, address = '', token = ''] =
    /page is at ([^;"]+); its token for this run is ([\w-]+)/.exec(monitor.stderr()) ?? [];
  const answer = await fetch(`${address}/api/alerts`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  expect(await monitor.stop()).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['alerts.jsonl', 'dns.log', 'monitor.json']);
  expect(existsSync('degas-monitor.state')).toBe(before);
});

test('times without a year are of the year in which they are read', async () => {
  const when = new Date(Date.now() - 60_000);
  const stamp = `${when.toUTCString().slice(8, 11)} ${String(when.getUTCDate()).padStart(2)} ${when.toISOString().slice(11, 19)}`;
  const lines = familyNames('qakbot', 20).flatMap((name, i) => [
    `${stamp} ns dnsmasq[7]: ${i} 10.0.0.7/53 query[A] ${name} from 10.0.0.7\n`,
    `${stamp} ns dnsmasq[7]: ${i} 10.0.0.7/53 reply ${name} is NXDOMAIN\n`,
  ]);
  const monitor = startMonitor(['watch', '-', '--no-state', '--no-listen'], lines.join(''));
  expect(await monitor.ended).toBe(0);
  expect(monitor.stdout()).toContain(`"first":"${when.toISOString().slice(0, 16)}`);
});

test('wrong usage exits with 2, and says what to do', async () => {
  for (const argv of [
    ['watch', '--no-listen'],
    ['watch', 'gopher://x', '--state', folder],
    ['watch', log, '--listen', 'x', '--state', folder],
    ['watch', log, '--level', 'loud'],
    ['fly'],
  ]) {
    const monitor = startMonitor(argv);
    expect(await monitor.ended).toBe(2);
    expect(monitor.stderr()).toMatch(/MONITOR_OPTION_INVALID: .*Expected|error: /);
  }
  const help = startMonitor(['--help']);
  expect(await help.ended).toBe(0);
  expect(help.stdout()).toContain('Examples:');
});
