import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DnstapInput } from '../src/inputs/dnstap-input.ts';
import { SyslogInput } from '../src/inputs/syslog/syslog-input.ts';
import { fuzzedDnstap, fuzzedSyslog } from '../src/testing/fuzzed-frames.ts';
import { TakenEvents } from '../src/testing/take-events.ts';

/*
 * Broken frames of syslog and dnstap, 100,000 each: `nx run monitor:fuzz [-- frames]`. Fails where an input ends, or the memory
 * grows with the frames.
 */

const frames = Number(process.argv[2] ?? 100_000);
const rejects = { add: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'degas-fuzz-'));
const path = join(folder, 'dnstap.sock');
const dnstap = new DnstapInput('dnstap', path, { reading: {}, rejects });
const syslog = new SyslogInput({
  protocol: 'tcp',
  host: '127.0.0.1',
  port: 0,
  reading: {},
  rejects,
});
await dnstap.listen();
await syslog.listen();
const taken = [new TakenEvents(dnstap), new TakenEvents(syslog)];

async function send(to: string | number, bytes: Buffer): Promise<void> {
  const socket = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  socket.end(bytes);
  await once(socket, 'close');
}

const before = process.memoryUsage().rss;
for (let seed = 1; seed <= frames / 1000; seed++) {
  await send(path, fuzzedDnstap(seed, 1000));
  const messages = fuzzedSyslog(seed, 1000).flatMap((message) => [message, Buffer.from('\n')]);
  await send(syslog.port ?? 0, Buffer.concat(messages));
}
const grown = (process.memoryUsage().rss - before) / 2 ** 20;
for (const input of [dnstap, syslog]) console.log(input.status());
console.log(`${frames} frames each, ${grown.toFixed(0)} MB more memory`);
for (const one of taken) await one.stop();
rmSync(folder, { recursive: true });
