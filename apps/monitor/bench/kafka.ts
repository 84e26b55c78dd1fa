/**
 * The monitor on Kafka with a real broker: how many messages a second two instances take, and whether every alert of that run
 * comes, too, when of three instances one is killed and the network of one is cut for 20 s, and the broker is restarted.
 *
 *   node --conditions=@degas/source --import tsx apps/monitor/bench/kafka.ts [MESSAGES] [calm]
 *
 * `calm` leaves the faults out.
 *
 * Needs `tools/install-kafka.ts`. Everything runs on this machine: broker, producer and instances share its cores.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { type ClientResult, alertLevels } from '@degas/traffic';

import { kafkaSettings } from '../src/kafka/kafka-settings.ts';
import { KafkaJsPort } from '../src/kafka/kafkajs-port.ts';
import { KafkaBroker } from '../src/testing/kafka-broker.ts';

const messages = Number(process.argv[2] ?? 5_000_000);
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

const folder = mkdtempSync(path.join(tmpdir(), 'degas-kafka-bench-'));
const broker = await new KafkaBroker({ heap: '768m', isLinked: true }).start();
const port = new KafkaJsPort(kafkaSettings.parse({ brokers: [broker.address] }));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Instance {
  readonly child: ChildProcess;
  readonly file: string;
}

try {
  say(`${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`);
  await port.ensureTopic(topic, { partitions, isCompacted: false });
  await produce();
  const calm = await run('calm', 2, () => Promise.resolve());
  if (process.argv[3] !== 'calm') compare(calm, await run('hurt', 3, disturb));
} finally {
  await port.close();
  await broker.remove();
  rmSync(folder, { recursive: true });
}

/** A message of one query, as Logstash and Filebeat write it. */
function messageOf(i: number) {
  const number = (i * 7919) % clients;
  const client = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
  const isInfected = number % infectedEach === 0;
  const round = Math.floor(i / clients);
  // An infected client asks for a name of its family in one round of twenty.
  const isKnown = isInfected && round % 20 === 7;
  const name = isKnown ? `known${round}n${number}.com` : `site${(i * 31) % 50_000}.example.com`;
  return {
    key: Buffer.from(client),
    partition: number % partitions,
    value: Buffer.from(
      JSON.stringify({
        '@timestamp': new Date(start + i / 1000).toISOString(),
        source: { ip: client },
        dns: { question: { name, type: 'A' }, response_code: isKnown ? 'NXDOMAIN' : 'NOERROR' },
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
    ['--conditions=@degas/source', '--import', 'tsx', program, address, group, topic, file],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CHECKPOINT_MS: '5000' } },
  );
  return { child, file };
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
  say(`${group}: ${lines} alerts delivered, ${alerts.size} different ids`);
  return alerts;
}

function rank({ level }: ClientResult): number {
  return level === null ? -1 : alertLevels.indexOf(level);
}

function compare(
  calm: ReadonlyMap<string, ClientResult>,
  hurt: ReadonlyMap<string, ClientResult>,
): void {
  const missing = [...calm].filter(([id, alert]) => {
    const found = hurt.get(id);
    return found === undefined || rank(found) < rank(alert);
  });
  const others = [...hurt.keys()].filter((id) => !calm.has(id));
  say(
    `alerts of the calm run: ${calm.size}; missing after the faults: ${missing.length}; with other ids: ${others.length}`,
  );
  process.exitCode = missing.length + others.length > 0 || calm.size === 0 ? 1 : 0;
}
