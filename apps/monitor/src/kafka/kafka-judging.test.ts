import { type Alert, TrafficWatch } from '@degas/traffic';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { calmJudge, findTestingFamily } from '../testing/known-names-judge.ts';
import { MemoryKafka, MemoryPort } from '../testing/memory-kafka.ts';
import { KafkaMonitor } from './kafka-monitor.ts';
import { MessageReader } from './message-reader.ts';

const PARTITIONS = 4;
const CLIENTS = 80;
const START = Date.UTC(2026, 10, 27, 8);
const [topic, group] = ['dns', 'g'];
/** More than all that a round may take, for eight clients. */
const SLOW_MS = 50;

const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 900; !isSo(); tries--) {
    if (tries === 0) throw new Error('It did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const clientOf = (i: number): string => `10.0.0.${i}`;
const everyone = Array.from({ length: CLIENTS }, (_, i) => clientOf(i)).sort();
/** Every client asks for three names of a known family: HIGH. */
const flood = Array.from({ length: 3 * CLIENTS }, (_, n) => {
  const i = n % CLIENTS;
  const time = new Date(START + 1000 * n).toISOString();
  const dns = { question: { name: `known${n}x.com` }, response_code: 'NXDOMAIN' };
  return {
    key: Buffer.from(clientOf(i)),
    partition: i % PARTITIONS,
    value: Buffer.from(JSON.stringify({ '@timestamp': time, source: { ip: clientOf(i) }, dns })),
  };
});

let cluster: MemoryKafka;
const running: KafkaMonitor[] = [];
beforeEach(async () => {
  cluster = new MemoryKafka();
  await new MemoryPort(cluster).ensureTopic(topic, { partitions: PARTITIONS, isCompacted: false });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((monitor) => monitor.close()));
});

const isCaughtUp = (): boolean =>
  cluster
    .partitions(topic)
    .every(
      ({ length }, partition) =>
        cluster.committed.get(`${group} ${topic} ${partition}`) === BigInt(length),
    );
/** An instance whose judge takes so many milliseconds for a client, by its own clock. */
async function start(costMs: number, isSafe: Promise<void> = Promise.resolve()) {
  let now = 0;
  const judge = {
    ...calmJudge,
    judgeEvidence: (...given: Parameters<typeof calmJudge.judgeEvidence>) => {
      now += costMs;
      return calmJudge.judgeEvidence(...given);
    },
  };
  const alerts: Alert[] = [];
  const port = new MemoryPort(cluster);
  const monitor = await KafkaMonitor.start(port, {
    group,
    topic,
    checkpointMs: 10,
    sessionTimeoutMs: 6000,
    clock: () => now,
    openWatch: () => new TrafficWatch(judge, {}, findTestingFamily),
    openReader: () => new MessageReader(),
    deliver: (found) => {
      alerts.push(...found);
      return isSafe;
    },
    onProblem: () => undefined,
  });
  running.push(monitor);
  const clients = (): string[] => [...new Set(alerts.map(({ client }) => client))].sort();
  return { monitor, port, alerts, clients };
}
const produce = (messages = flood): Promise<void> =>
  new MemoryPort(cluster).send([{ topic, messages }]);
/** What a watch says that judges everybody at once. */
function idsAtOnce(): string[] {
  const watch = new TrafficWatch(calmJudge, {}, findTestingFamily);
  const records = flood.map((message, i) => ({ ...message, offset: BigInt(i), headers: {} }));
  watch.add(new MessageReader().read(records).events);
  return watch.judgeNow().map(({ id }) => id);
}
const idsOf = (alerts: readonly Alert[]): Set<string> => new Set(alerts.map(({ id }) => id));

test('a flood of clients that are slow to judge holds no checkpoint up, and all are judged in the end', async () => {
  const { monitor, alerts, clients } = await start(SLOW_MS);
  await produce();
  await until(isCaughtUp);
  expect(clients().length).toBeLessThan(CLIENTS / 2);
  await until(() => clients().length === CLIENTS);
  expect(monitor.watches.map(({ unjudged }) => unjudged)).toEqual([0, 0, 0, 0]);
  expect(idsOf(alerts)).toEqual(new Set(idsAtOnce()));
  expect(alerts.filter(({ level }) => level !== 'high')).toEqual([]);
});

test('each partition has its turn', async () => {
  const { alerts } = await start(SLOW_MS);
  await produce();
  await until(() => alerts.length >= CLIENTS / 2);
  const partitions = alerts
    .slice(0, CLIENTS / 2)
    .map(({ client }) => Number(client.split('.')[3]) % PARTITIONS);
  expect(new Set(partitions).size).toBe(PARTITIONS);
});

test('clients that an instance had not judged when it was killed alert after the takeover', async () => {
  const killed = await start(SLOW_MS);
  await produce();
  await until(isCaughtUp);
  killed.port.kill();
  const before = killed.clients();
  expect(before.length).toBeLessThan(CLIENTS);
  const { alerts, clients } = await start(0);
  await until(() => new Set([...before, ...clients()]).size === CLIENTS);
  expect(idsOf([...killed.alerts, ...alerts])).toEqual(new Set(idsAtOnce()));
});

test('one that is stopped judges for a second, and leaves the others to whoever comes next', async () => {
  const stopped = await start(SLOW_MS);
  await produce();
  await until(isCaughtUp);
  await stopped.monitor.close();
  const before = stopped.clients();
  expect(before.length).toBeLessThan(CLIENTS);
  const { alerts, clients } = await start(0);
  await until(() => before.length + clients().length === CLIENTS);
  expect([...before, ...clients()].sort()).toEqual(everyone);
  expect(idsOf([...stopped.alerts, ...alerts])).toEqual(new Set(idsAtOnce()));
});

test('no checkpoint takes an alert for given out that is not safe yet', async () => {
  let becomeSafe: () => void = () => undefined;
  const isSafe = new Promise<void>((resolve) => (becomeSafe = resolve));
  const stuck = await start(0, isSafe);
  await produce(flood.slice(CLIENTS));
  await until(() => stuck.alerts.length > 0);
  await produce(flood.slice(0, CLIENTS));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isCaughtUp()).toBe(false);
  stuck.port.kill();
  const { clients } = await start(0);
  await until(() => clients().length === CLIENTS);
  becomeSafe();
});
