import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from '@jest/globals';

import type { DnsEvent } from '../events/dns-event.ts';
import { readLogs } from '../node/read-logs.ts';
import { dig, freePort, hasProgram, withResolver } from '../testing/real-resolver.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-resolvers-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A real resolver's test is skipped where it or `dig` is not installed (Debian: unbound, bind9, dnsmasq, dnsutils). */
function real(program: string): typeof test {
  return hasProgram(program) && hasProgram('dig') ? test : (test.skip as unknown as typeof test);
}

async function eventsOf(
  path: string,
): Promise<(Pick<DnsEvent, 'name' | 'client' | 'type' | 'answer'> & { hasTime: boolean })[]> {
  const events = [];
  for await (const { records } of readLogs([path])) {
    for (const record of records) {
      if (record.kind === 'rejection') throw new Error(`${record.reason}: ${record.text}`);
      if (record.kind === 'event' && record.name !== 'ready.test') {
        const { name, client, type, answer, time } = record;
        events.push({
          name,
          client,
          type,
          answer,
          hasTime: time !== null && Math.abs(Date.now() - time) < 86_400_000,
        });
      }
    }
  }
  return events;
}

const event = (name: string, type: string, answer: DnsEvent['answer']): object => ({
  name,
  client: '127.0.0.1',
  type,
  answer,
  hasTime: true,
});

const names = Array.from({ length: 20 }, (_, i) => `h${i}.ok.test`);

async function askAll(port: number): Promise<void> {
  for (const name of names) await dig(port, name, 'A');
  await dig(port, 'absent.ok.test', 'AAAA');
}

describe('logs of real resolvers are read name by name (skipped where they are not installed)', () => {
  real('unbound')('unbound, its queries, replies and rpz', async () => {
    const port = await freePort();
    const log = join(folder, 'unbound.log');
    const zone = join(folder, 'degas.rpz');
    writeFileSync(
      zone,
      '$TTL 60\n@ IN SOA localhost. root.localhost. 1 3600 600 86400 60\n@ IN NS localhost.\nbad.example CNAME .\n',
    );
    const config = join(folder, 'unbound.conf');
    writeFileSync(
      config,
      `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  interface: 127.0.0.1@${port}
  do-daemonize: no
  use-syslog: no
  logfile: "${log}"
  log-queries: yes
  log-replies: yes
  module-config: "respip iterator"
  access-control: 127.0.0.0/8 allow
  local-zone: "test." static
${names.map((name) => `  local-data: "${name}. A 192.0.2.7"`).join('\n')}
rpz:
  name: "degas.rpz"
  zonefile: "${zone}"
  rpz-log: yes
`,
    );
    await withResolver('unbound', ['-d', '-c', config], port, async () => {
      await askAll(port);
      await dig(port, 'bad.example', 'A');
    });
    expect(await eventsOf(log)).toEqual([
      ...names.map((name) => event(name, 'A', 'resolved')),
      event('absent.ok.test', 'AAAA', 'nxdomain'),
      event('bad.example', 'A', 'blocked'),
    ]);
  });

  real('named')('BIND, its query log and its dnstap', async () => {
    const port = await freePort();
    const log = join(folder, 'queries.log');
    const tap = join(folder, 'bind.dnstap');
    const zone = join(folder, 'test.zone');
    writeFileSync(
      zone,
      `$TTL 60\n@ IN SOA localhost. root.localhost. 1 3600 600 86400 60\n@ IN NS localhost.\n${names.map((name) => `${name}. A 192.0.2.7`).join('\n')}\n`,
    );
    const config = join(folder, 'named.conf');
    writeFileSync(
      config,
      `options {
  directory "${folder}";
  pid-file none;
  session-keyfile none;
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  recursion no;
  querylog yes;
  dnstap { client; };
  dnstap-output file "${tap}";
};
controls { };
logging {
  channel queries { file "${log}"; print-time yes; print-category yes; print-severity yes; };
  category queries { queries; };
};
zone "test" { type primary; file "${zone}"; };
`,
    );
    await withResolver('named', ['-f', '-c', config], port, () => askAll(port));
    expect(await eventsOf(log)).toEqual([
      ...names.map((name) => event(name, 'A', null)),
      event('absent.ok.test', 'AAAA', null),
    ]);
    expect(existsSync(tap)).toBe(true);
    // Its threads write in no certain order.
    const tapped = await eventsOf(tap);
    expect(tapped).toHaveLength(names.length + 1);
    expect(tapped).toEqual(
      expect.arrayContaining([
        ...names.map((name) => event(name, 'A', 'resolved')),
        event('absent.ok.test', 'AAAA', 'nxdomain'),
      ]),
    );
  });

  real('dnsmasq')('dnsmasq, plain and with extra', async () => {
    for (const kind of ['', '=extra']) {
      const port = await freePort();
      const log = join(folder, `dnsmasq${kind}.log`);
      const options = [
        '--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces', '--user=root',
        `--port=${port}`, '--listen-address=127.0.0.1', `--log-queries${kind}`, `--log-facility=${log}`, `--pid-file=${join(folder, 'dnsmasq.pid')}`,
        '--address=/blocked.test/0.0.0.0', '--address=/gone.test/',
        ...names.map((name) => `--host-record=${name},192.0.2.7`),
      ]; // prettier-ignore
      await withResolver('dnsmasq', options, port, async () => {
        for (const name of names) await dig(port, name, 'A');
        await dig(port, 'blocked.test', 'A');
        await dig(port, 'x.gone.test', 'A');
        await dig(port, 'elsewhere.test', 'A');
      });
      expect(await eventsOf(log)).toEqual([
        ...names.map((name) => event(name, 'A', 'resolved')),
        event('blocked.test', 'A', 'blocked'),
        event('x.gone.test', 'A', 'blocked'),
        event('elsewhere.test', 'A', 'failed'),
      ]);
    }
    expect(readdirSync(folder)).toContain('dnsmasq.log');
  });
});
