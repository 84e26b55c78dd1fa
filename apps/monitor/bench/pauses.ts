/**
 * The longest pause while a window of many clients closes, all of them with failing names that look made: at once, and a few at a time.
 *
 *   node --conditions=@degas/source --import tsx apps/monitor/bench/pauses.ts [CLIENTS]
 */
import { setTimeout } from 'node:timers/promises';

import { loadClassifier } from '@degas/inference';
import { type Alert, type DnsEvent, TrafficWatch } from '@degas/traffic';

import { JudgeRounds } from '../src/pipeline/judge-rounds.ts';

const clients = Number(process.argv[2] ?? 100_000);
const hour = 3_600_000;
const classifier = await loadClassifier();
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function opened(): TrafficWatch {
  const watch = new TrafficWatch(classifier);
  const look = (client: number, name: string, time: number): DnsEvent => ({
    time,
    client: `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`,
    name,
    type: 'A',
    answer: 'nxdomain',
    answers: [],
  });
  for (let name = 0; name < 4; name++) {
    watch.add(
      Array.from({ length: clients }, (_, i) =>
        look(i, `xq${((i * 4 + name) * 7919) % 50_000}wkzvjh.com`, name * 1000 + i / 1000),
      ),
    );
  }
  watch.add(Array.from({ length: 10 }, (_, i) => look(1, 'www.example.com', 30 * hour + i)));
  return watch;
}

const whole = opened();
const began = performance.now();
const atOnce = whole.advance().length;
say(`at once: a pause of ${Math.round(performance.now() - began)} ms, ${atOnce} alerts`);

let alerts = 0;
const watch = opened();
const judged = {
  watch,
  onAlerts: (found: readonly Alert[]): void => void (alerts += found.length),
};
const rounds = new JudgeRounds({ watches: () => [judged], clock: () => performance.now() });
/** Milliseconds by the clock, and of processor time: other programs lengthen the first alone. */
const longest = { clock: 0, processor: 0 };
let last = { clock: performance.now(), processor: process.cpuUsage() };
const ticking = setInterval(() => {
  const { user, system } = process.cpuUsage(last.processor);
  longest.clock = Math.max(longest.clock, performance.now() - last.clock);
  longest.processor = Math.max(longest.processor, (user + system) / 1000);
  last = { clock: performance.now(), processor: process.cpuUsage() };
}, 1);
rounds.start();
do await setTimeout(100);
while (watch.isClosing || watch.due > 0);
clearInterval(ticking);
await rounds.stop(0);
say(
  `a few at a time: no pause longer than ${Math.round(longest.clock)} ms, of which no more than ${Math.round(longest.processor)} ms of processor time, ${alerts} alerts`,
);
