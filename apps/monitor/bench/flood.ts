import { performance } from 'node:perf_hooks';

import { loadClassifier } from '@degas/inference';
import { type DnsEvent, TrafficWatch } from '@degas/traffic';

/*
 * One client that asks for ever new failing names beside a network that is used: does the memory stay as it is, and is an infected
 * client still found? `nx run monitor:bench:flood [-- names clients]`. With a fake judge names are scored by no network, so that what
 * is measured is the state alone: `-- 10000000 1000000 fake`.
 */

const [names = 10_000_000, clients = 1000] = process.argv.slice(2, 4).map(Number);
const isFake = process.argv[4] === 'fake';
const BATCH = 4096;
const START = Date.UTC(2026, 10, 28, 1);
const SPAN_MS = 36_000_000;

const classifier = await loadClassifier();
const judge = isFake
  ? {
      score: (given: readonly string[]) => given.map(() => 0.001),
      judgeEvidence: classifier.judgeEvidence.bind(classifier),
    }
  : classifier;
const watch = new TrafficWatch(judge);
const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);
const memory: number[] = [];
const cpuBefore = process.cpuUsage();
const began = performance.now();
// Two of three events are the flood's; the others are of clients that ask for what everyone asks for.
const events = Math.floor(names * 1.5);
let done = 0;
const alerts = [];
for (let from = 0; from < events; from += BATCH) {
  const batch = Array.from({ length: Math.min(BATCH, events - from) }, (_, i): DnsEvent => {
    const number = from + i;
    const time = START + Math.floor((number / events) * SPAN_MS);
    return number % 3 > 0
      ? {
          time,
          client: 'flood',
          name: `www.h${number}flood.com`,
          type: 'A',
          answer: 'nxdomain',
          answers: [],
        }
      : {
          time,
          client: `10.${(number * 31) % 256}.${Math.floor(number / 3) % clients}`,
          name: `www.site${(number * 7) % 5000}.com`,
          type: 'A',
          answer: 'resolved',
          answers: ['192.0.2.1'],
        };
  });
  watch.add(batch);
  done += batch.length;
  alerts.push(...watch.judgeChanged(8));
  if (Math.floor(done / (events / 10)) > memory.length) {
    memory.push(megabytes());
    console.error(`${done} events, ${memory.at(-1) ?? 0} MB, ${watch.counts.clients} clients`);
  }
}
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
globalThis.gc?.();
console.log(`| events | clients | events/s | cores | memory on the way (MB) | names held | then |`);
console.log(`| --: | --: | --: | --: | --: | --: | --: |`);
console.log(
  `| ${done} | ${watch.counts.clients} | ${Math.round(done / seconds)} | ${((user + system) / 1e6 / seconds).toFixed(2)} | ${memory.join(', ')} | ${watch.heldNames} | ${megabytes()} MB |`,
);
console.log(`alerts: ${[...new Set(alerts.map(({ client }) => client))].join(', ') || 'none'}`);
