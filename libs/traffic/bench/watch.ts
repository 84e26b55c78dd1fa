import { type DnsEvent, TrafficWatch } from '../src/index.ts';
import { fakeJudge } from '../src/testing/fake-judge.ts';

/*
 * Speed and memory of a watch: `node --expose-gc --conditions=@degas/source --import tsx libs/traffic/bench/watch.ts
 * [events] [clients] [names]`. Goals: 150,000 log lines a second for the whole of `degas hunt`, so several times that
 * here; a million clients within 1.5 GB.
 */

const [events = 3_000_000, clients = 100_000, names = 500_000] = process.argv.slice(2).map(Number);
const BATCH = 4096;
const START = Date.UTC(2026, 0, 5, 1);

const words = Array.from({ length: names }, (_, i) => `www.name${i}.com`);
const addresses = Array.from(
  { length: clients },
  (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
);
let state = 1;
const below = (limit: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};
const watch = new TrafficWatch(fakeJudge);
let spent = 0;
for (let from = 0; from < events; from += BATCH) {
  const batch = Array.from({ length: BATCH }, (_, i): DnsEvent => {
    // Popular names are asked for most, as in real traffic; one in 500 is a DGA's.
    const popular = Math.floor(names * (below(2 ** 20) / 2 ** 20) ** 4);
    const isMade = below(500) === 0;
    return {
      time: START + Math.floor(((from + i) / events) * 36_000_000),
      client: addresses[below(clients)] ?? '',
      name: isMade ? `x${below(1e9)}.com` : (words[popular] ?? ''),
      type: 'A',
      answer: isMade || below(40) === 0 ? 'nxdomain' : 'resolved',
      answers: [],
    };
  });
  const begin = process.cpuUsage().user;
  watch.add(batch);
  spent += (process.cpuUsage().user - begin) / 1000;
}
globalThis.gc?.();
const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
console.log(
  `${Math.round((events / spent) * 1000)} events a second of one core, ${watch.counts.clients} clients`,
);
console.log(
  `memory ${megabytes(rss)}, heap ${megabytes(heapUsed)}, arrays ${megabytes(arrayBuffers)}`,
);
const begin = performance.now();
const alerts = watch.finish();
console.log(
  `${alerts.length} alerts, judged in ${((performance.now() - begin) / 1000).toFixed(1)} s`,
);
