import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { freePort, serverOf } from '../testing/unbound.ts';
import { BlocklistTransport } from './blocklist-transport.ts';

const hasUnbound =
  spawnSync('unbound', ['-V']).status === 0 &&
  spawnSync('unbound-control', ['-h']).error === undefined;

(hasUnbound ? describe : describe.skip)('a response policy zone (needs unbound)', () => {
  let folder: string;
  let unbound: ChildProcess;
  let list: BlocklistTransport;
  let resolver: Resolver;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'degas-rpz-'));
    const port = await freePort();
    const zone = path.join(folder, 'degas.rpz');
    const configuration = path.join(folder, 'unbound.conf');
    writeFileSync(
      configuration,
      `${serverOf(folder, port)}  module-config: "respip iterator"
  do-not-query-localhost: no
  local-data: "good.example. A 192.0.2.2"
remote-control:
  control-enable: yes
  control-interface: "${folder}/control"
  control-use-cert: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@9
rpz:
  name: "degas.rpz"
  zonefile: "${zone}"
`,
    );
    list = await open(zone, null);
    // The zone is there, and empty, before the resolver reads it.
    await list.refresh();
    await list.close();
    unbound = spawn('unbound', ['-d', '-c', configuration], { stdio: 'ignore' });
    resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([`127.0.0.1:${port}`]);
    for (let tries = 50; tries > 0 && (await ask('good.example')) !== '192.0.2.2'; tries--)
      await new Promise((resolve) => setTimeout(resolve, 100));
    list = await open(zone, `unbound-control -c ${configuration} auth_zone_reload degas.rpz`);
  });
  afterEach(async () => {
    await list.close();
    const ended = once(unbound, 'exit');
    if (unbound.exitCode === null && unbound.kill()) await ended;
    rmSync(folder, { recursive: true });
  });

  const ask = async (name: string): Promise<string> => {
    try {
      return (await resolver.resolve4(name))[0] ?? '';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    }
  };

  test('is read again by the resolver at once: a name of an alert is blocked, others are not', async () => {
    // Nobody can be asked here, so a name that is not blocked fails in another way.
    expect(await ask('xa1qkz.com')).not.toBe('ENOTFOUND');
    await list.send([alertOf('a1')]);
    expect(await ask('xa1qkz.com')).toBe('ENOTFOUND');
    expect(await ask('www.xa1qkz.com')).toBe('ENOTFOUND');
    expect(await ask('xother.com')).not.toBe('ENOTFOUND');
  });
});

function open(zone: string, reload: string | null): Promise<BlocklistTransport> {
  const options = { format: 'rpz', level: 'high', days: 7, daysAhead: 0, maxNames: 1000 } as const;
  return BlocklistTransport.open(
    { ...options, path: zone, reload, isAllowed: () => false },
    Date.now,
  );
}
