/**
 * The monitor on Kafka with a real broker: how many messages a second two instances take, and whether every alert that one watch
 * raises of all messages comes there, and when of three instances one is killed and the network of one is cut for 20 s, and the broker is restarted.
 *
 *   node --conditions=@degas/source --import tsx apps/monitor/bench/kafka.ts [MESSAGES] [calm] [--judge model]
 *
 * `calm` leaves the faults out. Clients are judged at no cost, by names of a made-up family among 50,000 hosts of one domain; with
 * `--judge model` by the model that ships, by names of qakbot among 200,000 hosts of real domains, one in forty of which fails.
 *
 * Needs `tools/install-kafka.ts`. Everything runs on this machine: broker, producer and instances share its cores.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { namesFrom } from '@degas/generators';
import { loadClassifier } from '@degas/inference';
import { type Alert, alertLevels, type ClientResult, TrafficWatch } from '@degas/traffic';

import { kafkaSettings } from '../src/kafka/kafka-settings.ts';
import { KafkaJsPort } from '../src/kafka/kafkajs-port.ts';
import { MessageReader } from '../src/kafka/message-reader.ts';
import { KafkaBroker } from '../src/testing/kafka-broker.ts';
import { calmJudge, findTestingFamily } from '../src/testing/known-names-judge.ts';
import { realHosts } from './real-hosts.ts';

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: { judge: { type: 'string', default: 'none' } },
});
const messages = Number(positionals[0] ?? 5_000_000);
const isModel = flags.judge === 'model';
const partitions = 8;
const clients = 20_000;
/** One client in so many is infected. */
const infectedEach = 100;
const topic = 'dns';
const batchSize = 5000;
const start = Date.UTC(2026, 10, 27, 8);
/** Of the processor times that Linux tells. */
const TICKS_A_SECOND = 100;
/** The instance whose network is cut, which is not in the run without faults. */
const LINKED = 2;
/** An infected client asks for a name of its family in one round of so many. */
const KNOWN_EACH = isModel ? 3 : 20;
/** Names of a real family that an infected client asks for. */
const MADE = 12;

const folder = mkdtempSync(path.join(tmpdir(), 'degas-kafka-bench-'));
const broker = await new KafkaBroker({ heap: '768m', isLinked: true }).start();
const port = new KafkaJsPort(kafkaSettings.parse({ brokers: [broker.address] }));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Instance {
  readonly child: ChildProcess;
  readonly file: string;
  /** Clients that wait to be judged, as it said last. */
  unjudged: number;
}

const hosts = isModel ? realHosts(200_000) : [];
const made: string[] = [];
for (const { domain } of namesFrom(new Date('2025-11-27T08:00:00Z'), { families: ['qakbot'] })) {
  made.push(domain);
  if (made.length === (clients / infectedEach) * MADE) break;
}

const clientOf = (number: number): string =>
  `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
const infected = new Set(
  Array.from({ length: clients / infectedEach }, (_, i) => clientOf(i * infectedEach)),
);

/** From 0 to 1, as good as random. */
const spread = (i: number): number => (Math.imul(i ^ (i >>> 15), 0x2c1b3c6d) >>> 0) / 2 ** 32;

try {
  say(`${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`);
  await port.ensureTopic(topic, { partitions, isCompacted: false });
  await produce();
  const expected = await judgedAtOnce();
  compare('calm', expected, await run('calm', 2, () => Promise.resolve()));
  if (positionals[1] !== 'calm') compare('hurt', expected, await run('hurt', 3, disturb));
} finally {
  await port.close();
  await broker.remove();
  rmSync(folder, { recursive: true });
}

/** What a client asks for in a round. */
function nameOf(i: number, number: number, round: number): { name: string; isFailed: boolean } {
  const time = Math.floor(round / KNOWN_EACH);
  const isTheTime = number % infectedEach === 0 && round % KNOWN_EACH === KNOWN_EACH - 1;
  if (!isModel) {
    return isTheTime
      ? { name: `known${round}n${number}.com`, isFailed: true }
      : { name: `site${(i * 31) % 50_000}.example.com`, isFailed: false };
  }
  if (isTheTime && time < MADE)
    return { name: made[(number / infectedEach) * MADE + time] ?? '', isFailed: true };
  // Popular hosts most.
  const name = hosts[Math.floor(hosts.length * spread(i) ** 4)] ?? '';
  return { name, isFailed: spread(i + messages) < 1 / 40 };
}

/** A message of one query, as Logstash and Filebeat write it. */
function messageOf(i: number) {
  const number = (i * 7919) % clients;
  const client = clientOf(number);
  const { name, isFailed } = nameOf(i, number, Math.floor(i / clients));
  return {
    key: Buffer.from(client),
    partition: number % partitions,
    value: Buffer.from(
      JSON.stringify({
        '@timestamp': new Date(start + i / 1000).toISOString(),
        source: { ip: client },
        dns: { question: { name, type: 'A' }, response_code: isFailed ? 'NXDOMAIN' : 'NOERROR' },
      }),
    ),
  };
}

async function produce(): Promise<void> {
  const began = performance.now();
  for (let from = 0; from < messages; from += batchSize) {
    const count = Math.min(batchSize, messages - from);
    await port.send([
      { topic, messages: Array.from({ length: count }, (_, i) => messageOf(from + i)) },
    ]);
  }
  const seconds = (performance.now() - began) / 1000;
  say(`produced ${messages} messages in ${seconds.toFixed(1)} s`);
}

function startInstance(group: string, number: number): Instance {
  const file = path.join(folder, `${group}-${number}.jsonl`);
  const program = path.join(import.meta.dirname, '../src/testing/kafka-instance.ts');
  const address = number === LINKED ? broker.linkedAddress : broker.address;
  const child = spawn(
    process.execPath,
    [
      '--conditions=@degas/source',
      '--import',
      'tsx',
      program,
      address,
      group,
      topic,
      file,
      flags.judge,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CHECKPOINT_MS: '5000' } },
  );
  const instance: Instance = { child, file, unjudged: 0 };
  createInterface({ input: child.stdout }).on('line', (line) => {
    instance.unjudged = (JSON.parse(line) as { unjudged: number }).unjudged;
  });
  return instance;
}

/** Messages that the group has committed; null while the broker is away. */
async function committed(group: string): Promise<number | null> {
  try {
    const offsets = await port.committedOffsets(group, topic);
    return Number(offsets.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n));
  } catch {
    return null;
  }
}

/** Waits until so many messages are committed; a group of which nobody is left is an error, not a wait for ever. */
async function reach(
  group: string,
  wanted: number,
  instances: readonly Instance[],
): Promise<number> {
  for (;;) {
    const done = await committed(group);
    if (done !== null && done >= wanted) return performance.now();
    if (instances.every(({ child }) => child.exitCode !== null || child.signalCode !== null))
      throw new Error(`${group}: every instance has ended, at ${done ?? 0} messages`);
    await setTimeout(250);
  }
}

async function run(
  group: string,
  instances: number,
  meanwhile: (group: string, started: Instance[]) => Promise<void>,
): Promise<Map<string, ClientResult>> {
  const started = Array.from({ length: instances }, (_, i) => startInstance(group, i));
  // Loading and joining do not count.
  const began = await reach(group, 1, started);
  const first = (await committed(group)) ?? 0;
  const before = processorTimes(started);
  await meanwhile(group, started);
  const ended = await reach(group, messages, started);
  const after = processorTimes(started);
  const seconds = (ended - began) / 1000;
  const count = messages - first;
  say(
    `${group}: ${instances} instances, ${count} messages in ${seconds.toFixed(1)} s: ${Math.round(count / seconds)} a second`,
  );
  if (before.length === after.length) {
    const each = after.map((time, i) => ((time - (before[i] ?? 0)) / count) * 1e6);
    say(
      `${group}: processor time a message: broker ${each[0]?.toFixed(1)} µs, instances ${each
        .slice(1)
        .reduce((sum, one) => sum + one, 0)
        .toFixed(1)} µs`,
    );
  }
  await allJudged(group, started);
  const stopping = performance.now();
  for (const { child } of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const isGone = await Promise.race([
      gone.then(() => true),
      setTimeout(60_000, false, { ref: false }),
    ]);
    if (isGone) continue;
    say(`${group}: an instance did not end within a minute of SIGTERM`);
    process.exitCode = 1;
    child.kill('SIGKILL');
    await gone;
  }
  say(`${group}: the instances ended in ${((performance.now() - stopping) / 1000).toFixed(1)} s`);
  return alertsOf(group, started);
}

/** Waits until nobody is left who is to be judged. */
async function allJudged(group: string, started: readonly Instance[]): Promise<void> {
  const began = performance.now();
  // They say it once a second.
  await setTimeout(1500);
  const left = (): number =>
    started
      .filter(({ child }) => child.exitCode === null && child.signalCode === null)
      .reduce((sum, { unjudged }) => sum + unjudged, 0);
  const first = left();
  while (left() > 0) await setTimeout(250);
  const seconds = (performance.now() - began) / 1000;
  say(
    `${group}: ${first} clients waited to be judged at the end, all done ${seconds.toFixed(1)} s later`,
  );
}

/** Processor seconds of the broker, then of each instance; by Linux's own books. */
function processorTimes(started: readonly Instance[]): number[] {
  return [broker.pid, ...started.map(({ child }) => child.pid)].flatMap((pid) => {
    const file = `/proc/${pid}/stat`;
    if (pid === undefined || !existsSync(file)) return [];
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return [(Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND];
  });
}

async function disturb(group: string, started: Instance[]): Promise<void> {
  await reach(group, messages * 0.2, started);
  say('one instance is killed');
  started[0]?.child.kill('SIGKILL');
  await reach(group, messages * 0.4, started);
  say('the network of one instance is cut for 20 s');
  broker.link.cut();
  await setTimeout(20_000);
  broker.link.mend();
  await reach(group, messages * 0.6, started);
  say('the broker is restarted');
  await broker.stop();
  await broker.start();
}

/** The strongest form of each alert, by id. */
function alertsOf(group: string, started: readonly Instance[]): Map<string, ClientResult> {
  const alerts = new Map<string, ClientResult>();
  let lines = 0;
  for (const { file } of started) {
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      lines++;
      const alert = JSON.parse(line) as ClientResult;
      const held = alerts.get(alert.id ?? '');
      if (held === undefined || rank(alert) > rank(held)) alerts.set(alert.id ?? '', alert);
    }
  }
  const suspects = new Set([...alerts.values()].map(({ client }) => client));
  const found = [...suspects].filter((client) => infected.has(client)).length;
  say(
    `${group}: ${lines} alerts delivered, ${alerts.size} different ids, ${found} of ${infected.size} infected clients and ${suspects.size - found} others`,
  );
  return alerts;
}

function rank({ level }: Pick<ClientResult, 'level'>): number {
  return level === null ? -1 : alertLevels.indexOf(level);
}

/** The alerts of one watch that gets all messages and judges everybody once, by id: what every run must come to. */
async function judgedAtOnce(): Promise<Map<string, Pick<Alert, 'level'>>> {
  const watch = isModel
    ? new TrafficWatch(await loadClassifier())
    : new TrafficWatch(calmJudge, {}, findTestingFamily);
  const reader = new MessageReader();
  for (let from = 0; from < messages; from += batchSize) {
    const count = Math.min(batchSize, messages - from);
    const records = Array.from({ length: count }, (_, i) => ({
      ...messageOf(from + i),
      offset: BigInt(from + i),
      headers: {},
    }));
    watch.add(reader.read(records).events);
  }
  watch.add(reader.flush().events);
  return new Map(watch.judgeNow().map(({ id, level }) => [id, { level }]));
}

/** A run may have more with the model: of clients that were suspects by what was known of them at a moment. */
function compare(
  group: string,
  expected: ReadonlyMap<string, Pick<Alert, 'level'>>,
  found: ReadonlyMap<string, ClientResult>,
): void {
  const missing = [...expected].filter(([id, alert]) => {
    const one = found.get(id);
    return one === undefined || rank(one) < rank(alert);
  });
  const others = [...found.keys()].filter((id) => !expected.has(id));
  say(
    `${group}: alerts of everybody judged at once: ${expected.size}; missing: ${missing.length}; others: ${others.length}`,
  );
  const isWrong = missing.length > 0 || expected.size === 0 || (!isModel && others.length > 0);
  if (isWrong) process.exitCode = 1;
}
