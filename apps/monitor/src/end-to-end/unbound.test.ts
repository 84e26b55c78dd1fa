import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildKnownDgaFilter, namesFrom } from '@degas/generators';

import { type MonitorUnderTest, startMonitor, until } from '../testing/run-monitor-in-test.ts';

const run = promisify(execFile);
const programs = [
  ['unbound', '-V'],
  ['unbound-control', '-h'],
  ['dig', '-v'],
] as const;
const isReal = programs.every(([name, flag]) => spawnSync(name, [flag]).error === undefined);

const FAMILY = 'qakbot';
const CLEAN = '127.0.0.2';
const INFECTED = '127.0.0.3';

(isReal ? describe : describe.skip)(
  'with unbound, dnstap and a response policy zone (needs unbound, dig)',
  () => {
    let folder: string;
    let port: number;
    let unbound: ChildProcess | null = null;
    let monitor: MonitorUnderTest;
    /** What the malware asks for; the last one would resolve. */
    let names: readonly string[];

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'degas-unbound-'));
      port = await freePort();
      names = firstNames(11);
      const zone = join(folder, 'degas.rpz');
      const socket = join(folder, 'dnstap.sock');
      const configuration = join(folder, 'unbound.conf');
      const local = [
        ...names.slice(0, -1).map((name) => `  local-zone: "${name}." always_nxdomain`),
        `  local-data: "${names.at(-1) ?? ''}. A 192.0.2.66"`,
        ...['www.example.com', 'www.example.org'].map(
          (name) => `  local-data: "${name}. A 192.0.2.1"`,
        ),
      ].join('\n');
      writeFileSync(configuration, configurationOf({ folder, port, zone, socket, local }));
      const control = `unbound-control -c ${configuration} auth_zone_reload degas.rpz`;
      const known = join(folder, 'known.bin');
      writeFileSync(
        known,
        buildKnownDgaFilter({ from: new Date(), days: 2, families: [FAMILY] }).save(),
      );
      const config = join(folder, 'monitor.json');
      writeFileSync(
        config,
        JSON.stringify({
          inputs: [`dnstap+unix:${socket}`],
          outputs: [
            { type: 'file', path: join(folder, 'alerts.jsonl'), form: 'jsonl' },
            { type: 'blocklist', path: zone, format: 'rpz', level: 'medium', reload: control },
          ],
          knownDga: known,
          state: join(folder, 'state'),
          server: null,
        }),
      );
      monitor = startMonitor(['watch', '--config', config]);
      await until(
        () => existsSync(zone) && existsSync(socket),
        'the monitor listens and has a zone',
      ).catch((error: unknown) => {
        throw new Error(monitor.stderr(), { cause: error });
      });
      unbound = spawn('unbound', ['-d', '-c', configuration], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      await until(
        async () => (await dig(CLEAN, 'www.example.com')) === 'NOERROR',
        'unbound answers',
      );
    });

    afterAll(async () => {
      await monitor.stop();
      if (unbound !== null && unbound.exitCode === null) {
        unbound.kill();
        await once(unbound, 'exit');
      }
      rmSync(folder, { recursive: true });
    });

    async function dig(from: string, name: string): Promise<string> {
      const options = [
        '-b',
        from,
        '@127.0.0.1',
        '-p',
        String(port),
        '+tries=1',
        '+time=2',
        name,
        'A',
      ];
      const { stdout } = await run('dig', options).catch(() => ({ stdout: '' }));
      return /status: (\w+)/.exec(stdout)?.[1] ?? '';
    }

    const alerts = (): { client: string; family: string; level: string }[] =>
      existsSync(join(folder, 'alerts.jsonl'))
        ? readFileSync(join(folder, 'alerts.jsonl'), 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as { client: string; family: string; level: string })
        : [];

    test('ten names of a family make one client suspected, and the next name is blocked', async () => {
      const next = names.at(-1) ?? '';
      expect(await dig(INFECTED, next)).toBe('NOERROR');
      for (const name of names.slice(0, 10)) {
        expect(await dig(INFECTED, name)).toBe('NXDOMAIN');
        await dig(CLEAN, 'www.example.com');
        await dig(CLEAN, 'www.example.org');
      }
      await until(() => alerts().length > 0, 'an alert');
      expect(new Set(alerts().map(({ client }) => client))).toEqual(new Set([INFECTED]));
      expect(alerts()[0]).toMatchObject({ family: FAMILY });
      await until(
        async () => (await dig(INFECTED, next)) === 'NXDOMAIN',
        'the next name is blocked',
      );
      expect(await dig(CLEAN, 'www.example.com')).toBe('NOERROR');
    });
  },
);

function firstNames(count: number): string[] {
  const names: string[] = [];
  for (const { domain } of namesFrom(new Date(), { families: [FAMILY] })) {
    names.push(domain);
    if (names.length === count) break;
  }
  return names;
}

function configurationOf(parts: {
  readonly folder: string;
  readonly port: number;
  readonly zone: string;
  readonly socket: string;
  readonly local: string;
}): string {
  const { folder, port, zone, socket, local } = parts;
  return `server:
  interface: 127.0.0.1@${port}
  do-daemonize: no
  chroot: ""
  username: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  module-config: "respip iterator"
  do-not-query-localhost: no
${local}
dnstap:
  dnstap-enable: yes
  dnstap-bidirectional: yes
  dnstap-socket-path: "${socket}"
  dnstap-log-client-query-messages: yes
  dnstap-log-client-response-messages: yes
remote-control:
  control-enable: yes
  control-interface: "${folder}/control"
  control-use-cert: no
rpz:
  name: "degas.rpz"
  zonefile: "${zone}"
`;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
