import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has the resolver; tests that need it skip without it. */
export const hasUnbound = spawnSync('unbound', ['-V']).status === 0;

/** A real resolver with a blocklist, which knows `good.example` and cannot ask anybody. */
export interface RunningUnbound {
  /** The address of a name, or the code of the answer (`ENOTFOUND` for NXDOMAIN). */
  ask(name: string): Promise<string>;
  /** What it logged so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts Unbound on a free port of the loopback with a response policy zone or local zones. */
export async function startUnbound(list: {
  readonly format: 'rpz' | 'unbound';
  readonly text: string;
}): Promise<RunningUnbound> {
  const folder = mkdtempSync(join(tmpdir(), 'degas-unbound-'));
  const file = join(folder, 'list');
  writeFileSync(file, list.text);
  const port = await freePort();
  const use =
    list.format === 'rpz'
      ? `rpz:\n  name: "degas.rpz"\n  zonefile: "${file}"\n  rpz-log: yes\n`
      : `include: "${file}"\n`;
  const configuration = join(folder, 'unbound.conf');
  writeFileSync(
    configuration,
    `server:
  interface: 127.0.0.1@${port}
  do-daemonize: no
  chroot: ""
  username: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  verbosity: 1
  module-config: "respip iterator"
  do-not-query-localhost: no
  local-data: "good.example. A 192.0.2.1"
${use}`,
  );
  const child = spawn('unbound', ['-d', '-c', configuration], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  }
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  const ask = async (name: string): Promise<string> => {
    try {
      return (await resolver.resolve4(name))[0] ?? '';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    }
  };
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.kill()) await ended;
    rmSync(folder, { recursive: true });
  };
  for (let tries = 50; (await ask('good.example')) !== '192.0.2.1'; tries--) {
    if (tries > 0 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    await stop();
    throw new Error(`Unbound did not start: ${log}`);
  }
  return { ask, log: () => log, stop };
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
