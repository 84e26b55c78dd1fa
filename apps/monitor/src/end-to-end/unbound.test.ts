import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { buildKnownDgaFilter } from '@degas/generators';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { familyNames } from '../testing/infected-log.ts';
import { type MonitorUnderTest, startMonitor, until } from '../testing/run-monitor-in-test.ts';
import { freePort, serverOf } from '../testing/unbound.ts';

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
    const resolvers: ChildProcess[] = [];
    let monitor: MonitorUnderTest;
    /** What the malware asks for; the last one would resolve. */
    let names: readonly string[];

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'degas-unbound-'));
      port = await freePort();
      names = familyNames(FAMILY, 11, new Date());
      const zone = join(folder, 'degas.rpz');
      const socket = join(folder, 'dnstap.sock');
      const configuration = join(folder, 'unbound.conf');
      const upstream = await freePort();
      const internet = join(folder, 'upstream.conf');
      const existing = ['www.example.com', 'www.example.org', names.at(-1) ?? ''];
      writeFileSync(internet, upstreamOf(folder, upstream, existing));
      writeFileSync(configuration, configurationOf({ folder, port, upstream, zone, socket }));
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
      for (const file of [internet, configuration])
        resolvers.push(spawn('unbound', ['-d', '-c', file], { stdio: 'ignore' }));
      await until(
        async () => (await dig(CLEAN, 'www.example.com')) === 'NOERROR',
        'unbound answers',
      );
    });

    afterAll(async () => {
      await monitor.stop();
      for (const resolver of resolvers) {
        if (resolver.exitCode !== null) continue;
        resolver.kill();
        await once(resolver, 'exit');
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
            .filter((line) => line !== '')
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

/** The rest of the internet: it knows these names, and no other. */
const upstreamOf = (folder: string, port: number, names: readonly string[]): string =>
  `${serverOf(folder, port)}  local-zone: "." static
${names.map((name) => `  local-data: "${name}. A 192.0.2.66"\n`).join('')}`;

/** The resolver of the network. */
const configurationOf = (parts: {
  readonly folder: string;
  readonly port: number;
  readonly upstream: number;
  readonly zone: string;
  readonly socket: string;
}): string => `${serverOf(parts.folder, parts.port)}  module-config: "respip iterator"
  do-not-query-localhost: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@${parts.upstream}
dnstap:
  dnstap-enable: yes
  dnstap-bidirectional: yes
  dnstap-socket-path: "${parts.socket}"
  dnstap-log-client-query-messages: yes
  dnstap-log-client-response-messages: yes
remote-control:
  control-enable: yes
  control-interface: "${parts.folder}/control"
  control-use-cert: no
rpz:
  name: "degas.rpz"
  zonefile: "${parts.zone}"
`;
