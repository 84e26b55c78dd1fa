import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { namesFrom } from '@degas/generators';
import { loadClassifier } from '@degas/inference';
import { TrafficWatch } from '@degas/traffic';

import { FollowFiles } from '../src/inputs/files/follow-files.ts';
import { Monitor } from '../src/pipeline/monitor.ts';
import { StateStore } from '../src/state/state-store.ts';
import { zeekHeader, zeekLine } from '../src/testing/dns-lines.ts';
import { realHosts } from './real-hosts.ts';

/*
 * A log of Zeek that is followed while it grows: `node --expose-gc --conditions=@degas/source --import tsx
 * apps/monitor/bench/follow.ts [lines] [clients] [names]`. First as fast as it goes, then at half of that rate, with the time
 * from the line that completes an infection to its alert. Prints a table for docs/research/monitor.md.
 */

const [lines = 5_000_000, clients = 20_000, names = 200_000] = process.argv.slice(2).map(Number);
const INFECTIONS = 100;
const MADE = 12;
const BLOCK = 20_000;

const folder = mkdtempSync(join(tmpdir(), 'degas-bench-'));
const log = join(folder, 'dns.log');
let seed = 1;
const below = (limit: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};
const hosts = realHosts(names);
const made: string[] = [];
for (const { domain } of namesFrom(new Date('2025-11-27T08:00:00Z'), { families: ['qakbot'] })) {
  made.push(domain);
  if (made.length === INFECTIONS * MADE) break;
}

/** A block of ordinary look-ups: popular names most, one in forty fails. */
function ordinary(count: number, second: number): string {
  const parts: string[] = [];
  for (let i = 0; i < count; i++) {
    const name = hosts[Math.floor(hosts.length * (below(2 ** 20) / 2 ** 20) ** 4)] ?? '';
    const client = below(clients);
    const address = `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`;
    parts.push(zeekLine(address, name, second, below(40) === 0 ? 'NXDOMAIN' : 'NOERROR'));
  }
  return parts.join('');
}

const arrived = new Map<string, number>();
const latencies: number[] = [];
const watch = new TrafficWatch(await loadClassifier(), { latenessMs: 7_200_000 });
const input = new FollowFiles({
  paths: [log],
  reading: {},
  rejects: { add: () => undefined },
  position: null,
  now: () => performance.now(),
  onProblem: (message) => {
    console.error(message);
  },
});
const store = new StateStore(join(folder, 'state'));
await store.open(() => undefined);
const monitor = new Monitor({
  watch,
  inputs: [input],
  outlets: [],
  store,
  pending: [],
  positions: {},
  aside: [],
  saveMs: 5000,
  settings: { level: 'medium', allow: new Set(), muteReason: () => null },
  clock: () => performance.now(),
  onAlerts: (alerts) => {
    const now = performance.now();
    for (const { client } of alerts) {
      const since = arrived.get(client);
      if (since === undefined) continue;
      latencies.push(now - since);
      arrived.delete(client);
    }
  },
  onProblem: (message) => {
    console.error(message);
  },
});
const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);
const stop = new AbortController();

// Some blocks are written over and over: to make them takes longer than to read them.
const blocks = Array.from({ length: 25 }, (_, i) => Buffer.from(ordinary(BLOCK, i)));
writeFileSync(log, zeekHeader());
let written = 0;
const began = performance.now();
const cpuBefore = process.cpuUsage();
const running = monitor.run(stop.signal);
const memory: number[] = [];
const fast = Math.floor(lines * 0.8);
const progress = setInterval(() => {
  const { events, clients: seen } = monitor.counts();
  const { unjudged, urgent } = watch;
  memory.push(megabytes());
  console.error(
    `${((performance.now() - began) / 1000).toFixed(0)} s: ${events} of ${written} lines, ${seen} clients (${urgent} + ${unjudged - urgent} to judge), ${memory.at(-1) ?? 0} MB, ${latencies.length} alerts timed`,
  );
}, 2000);
/** Waits until so many lines were read; a log that stands still is an error, not silence. */
async function untilRead(count: number): Promise<void> {
  let seen = -1;
  let since = performance.now();
  for (let { events } = monitor.counts(); events < count; { events } = monitor.counts()) {
    await wait(2);
    if (events !== seen) [seen, since] = [events, performance.now()];
    else if (performance.now() - since > 10_000)
      throw new Error(`nothing was read for 10 s, after ${events} of ${written} lines`);
  }
}
while (written < fast) {
  appendFileSync(log, blocks[(written / BLOCK) % blocks.length] ?? '');
  written += BLOCK;
  await untilRead(written - 10 * BLOCK);
}
await untilRead(written);
const seconds = (performance.now() - began) / 1000;
const rate = Math.round(written / seconds);
const cpu = process.cpuUsage(cpuBefore);
const cores = (cpu.user + cpu.system) / 1e6 / seconds;
console.error(`${rate} lines a second; now at half of that`);

const half = Math.floor(rate / 2);
const from = performance.now();
const slowCpu = process.cpuUsage();
const slow = Math.floor(lines * 0.2);
const small = Array.from({ length: 25 }, (_, i) => Buffer.from(ordinary(1000, 100 + i)));
let paced = 0;
let infections = 0;
while (paced < slow) {
  const due = Math.min(slow, ((performance.now() - from) / 1000) * half);
  while (paced < due) {
    appendFileSync(log, small[(paced / 1000) % small.length] ?? '');
    paced += 1000;
  }
  if (infections < INFECTIONS && paced > (slow / INFECTIONS) * infections) {
    const client = `172.16.0.${infections}`;
    const own = made.slice(infections * MADE, (infections + 1) * MADE);
    arrived.set(client, performance.now());
    appendFileSync(log, own.map((name, i) => zeekLine(client, name, 200 + i, 'NXDOMAIN')).join(''));
    infections++;
  }
  await wait(5);
}
const slowSeconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(slowCpu);
const slowCores = (user + system) / 1e6 / slowSeconds;
await wait(3000);
clearInterval(progress);
stop.abort();
await running;
await monitor.close();
latencies.sort((a, b) => a - b);
const at = (share: number): string =>
  `${Math.round(latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? NaN)} ms`;
const evenly = Array.from(
  { length: 6 },
  (_, i) => memory[Math.floor((i / 5) * (memory.length - 1))],
);
console.log(
  `| lines | clients | lines/s | cores | memory on the way (MB) | half rate | cores | alerts | median | p99 |`,
);
console.log(`| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |`);
console.log(
  `| ${written + paced} | ${watch.counts.clients} | ${rate} | ${cores.toFixed(2)} | ${evenly.join(', ')} | ${half} | ${slowCores.toFixed(2)} | ${latencies.length} of ${infections} | ${at(0.5)} | ${at(0.99)} |`,
);
rmSync(folder, { recursive: true });
