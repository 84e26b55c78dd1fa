import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Alert, TrafficWatch } from '@degas/traffic';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { hasKafka, KafkaBroker } from '../testing/kafka-broker.ts';
import { calmJudge, findTestingFamily } from '../testing/known-names-judge.ts';
import { KafkaMonitor } from './kafka-monitor.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { KafkaJsPort } from './kafkajs-port.ts';
import { MessageReader } from './message-reader.ts';

const PARTITIONS = 4;
const CLIENTS = 40;
const START = Date.UTC(2026, 10, 27, 8);

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 600; !(await isSo()); tries--) {
    if (tries === 0) throw new Error('It did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

(hasKafka ? describe : describe.skip)(
  'the monitor on Kafka (needs Java and Kafka, see tools/install-kafka.ts)',
  () => {
    const broker = new KafkaBroker({ isLinked: true });
    let folder: string;
    let port: KafkaJsPort;
    let topic: string;
    let number = 0;
    const children: ChildProcess[] = [];
    const running: KafkaMonitor[] = [];
    /** Another connection, of one test. */
    let other: KafkaJsPort | null = null;

    beforeAll(() => broker.start(), 60_000);
    afterAll(() => broker.remove());
    beforeEach(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'degas-kafka-monitor-'));
      port = new KafkaJsPort(kafkaSettings.parse({ brokers: [broker.address] }));
      topic = `dns-${number++}`;
      await port.ensureTopic(topic, { partitions: PARTITIONS, isCompacted: false });
    });
    // Here, so that a failed test leaves no monitor that takes the next one's messages.
    afterEach(async () => {
      await Promise.all(running.splice(0).map((monitor) => monitor.close()));
      for (const child of children.splice(0)) child.kill('SIGKILL');
      await port.close();
      await other?.close();
      other = null;
      rmSync(folder, { recursive: true });
    });

    const clientOf = (i: number) => `10.0.0.${i}`;
    const ecs = (client: string, name: string, second: number) => ({
      key: Buffer.from(client),
      partition: Number(client.split('.')[3]) % PARTITIONS,
      value: Buffer.from(
        JSON.stringify({
          '@timestamp': new Date(START + 1000 * second).toISOString(),
          source: { ip: client },
          dns: { question: { name }, response_code: 'NXDOMAIN' },
        }),
      ),
    });
    /** Every client asks for a name of the family and for some others. */
    const round = (which: number) =>
      Array.from({ length: CLIENTS }, (_, i) => [
        ecs(clientOf(i), `known${which}x${i}.com`, which * 60 + i),
        ecs(clientOf(i), `other${which}x${i}.com`, which * 60 + i),
      ]).flat();
    const send = (messages: ReturnType<typeof round>) => port.send([{ topic, messages }]);

    const startProcess = (name: string): { child: ChildProcess; file: string } => {
      const file = path.join(folder, name);
      const program = path.join(import.meta.dirname, '../testing/kafka-instance.ts');
      const child = spawn(
        process.execPath,
        [
          '--conditions=@degas/source',
          '--import',
          'tsx',
          program,
          broker.address,
          'g',
          topic,
          file,
        ],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      children.push(child);
      return { child, file };
    };
    const startHere = async (
      alerts: Alert[],
      { by = port, sessionTimeoutMs = 6000 } = {},
    ): Promise<KafkaMonitor> => {
      const monitor = await KafkaMonitor.start(by, {
        group: 'g',
        topic,
        checkpointMs: 300,
        sessionTimeoutMs,
        clock: () => performance.now(),
        openWatch: () => new TrafficWatch(calmJudge, {}, findTestingFamily),
        openReader: () => new MessageReader(),
        deliver: (found) => {
          alerts.push(...found);
          return Promise.resolve();
        },
        onProblem: () => undefined,
      });
      running.push(monitor);
      return monitor;
    };
    const idsOf = (alerts: readonly Alert[]): Set<string> => new Set(alerts.map(({ id }) => id));
    const highOf = (alerts: readonly Alert[]): Set<string> =>
      new Set(alerts.flatMap(({ client, level }) => (level === 'high' ? client : [])));
    const isCaughtUp = async (): Promise<boolean> => {
      const [ends, committed] = await Promise.all([
        port.endOffsets(topic),
        port.committedOffsets('g', topic),
      ]);
      return ends.every((end, i) => committed[i] === end);
    };

    test('a killed instance loses nothing: its state follows its partitions', async () => {
      await send([...round(0), ...round(1)]);
      const { child, file } = startProcess('killed');
      await until(isCaughtUp);
      // Two names of a known family are MEDIUM, three are HIGH.
      const written = (): Alert[] =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line) => (line.endsWith('}') ? (JSON.parse(line) as Alert) : []));
      await until(() => idsOf(written()).size === CLIENTS);
      const before = written();
      expect(new Set(before.map(({ level }) => level))).toContain('medium');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await send(round(2));
      const alerts: Alert[] = [];
      const monitor = await startHere(alerts);
      await until(isCaughtUp);
      await until(() => highOf(alerts).size === CLIENTS);
      const high = alerts.filter(({ level }) => level === 'high');
      expect(high.map(({ client }) => client).sort()).toEqual(
        Array.from({ length: CLIENTS }, (_, i) => clientOf(i)).sort(),
      );
      for (const { names } of high) expect(names).toHaveLength(3);
      // What it said before has the same ids.
      const ids = idsOf(before);
      expect(high.filter(({ id }) => !ids.has(id))).toEqual([]);
      expect(monitor.progress.map(({ lag }) => lag)).toEqual([0n, 0n, 0n, 0n]);
    }, 90_000);

    test('two instances share the partitions, and one that ends hands them over', async () => {
      const alerts: Alert[] = [];
      const monitor = await startHere(alerts);
      const { child, file } = startProcess('other');
      await until(() => monitor.progress.length === PARTITIONS / 2);
      await send(round(0));
      await until(isCaughtUp);
      await send(round(1));
      await until(isCaughtUp);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await until(() => monitor.progress.length === PARTITIONS);
      await send(round(2));
      await until(isCaughtUp);
      await until(() => highOf(alerts).size === CLIENTS);
      expect(existsSync(file)).toBe(true);
    }, 90_000);

    test('one that the network is cut for hands over, and says nothing else when it is back', async () => {
      other = new KafkaJsPort(kafkaSettings.parse({ brokers: [broker.linkedAddress] }));
      const [alerts, cutOff]: [Alert[], Alert[]] = [[], []];
      const sessionTimeoutMs = 2000;
      const monitor = await startHere(alerts, { sessionTimeoutMs });
      const cut = await startHere(cutOff, { by: other, sessionTimeoutMs });
      await until(() => cut.progress.length === PARTITIONS / 2);
      await send([...round(0), ...round(1)]);
      await until(isCaughtUp);
      await until(() => idsOf([...alerts, ...cutOff]).size === CLIENTS);
      const before = alerts.length;
      broker.link.cut();
      await until(() => monitor.progress.length === PARTITIONS);
      await send(round(2));
      await until(isCaughtUp);
      await until(() => highOf(alerts.slice(before)).size === CLIENTS);
      broker.link.mend();
      await until(() => monitor.progress.length === PARTITIONS / 2);
      await until(() => cut.progress.length === PARTITIONS / 2);
      await until(isCaughtUp);
      expect(idsOf([...alerts, ...cutOff]).size).toBe(CLIENTS);
    }, 90_000);

    test('messages that hold no event go to the dead letters, the others are read', async () => {
      const poison = { ...ecs('10.0.0.1', 'x.com', 0), value: Buffer.from('{"dns": oops') };
      await send([...round(0), poison, ...round(1), poison, ...round(2)]);
      const alerts: Alert[] = [];
      await startHere(alerts);
      await until(isCaughtUp);
      await until(() => highOf(alerts).size === CLIENTS);
      const letters: string[] = [];
      await port.readToEnd(`g-${topic}-dead-letters`, [0], (_, { value, headers }) =>
        letters.push(
          `${String(value)} ${headers['degas-partition'] ?? ''} ${headers['degas-reason'] ?? ''}`,
        ),
      );
      // At least once: a partition that changes hands is read again from what was committed.
      expect(letters.length).toBeGreaterThanOrEqual(2);
      expect(new Set(letters)).toEqual(new Set(['{"dns": oops 1 bad_json']));
    }, 90_000);

    test('goes on when the broker is back, whatever the library made of it', async () => {
      const alerts: Alert[] = [];
      // With few tries the library takes the broker for gone.
      other = new KafkaJsPort(kafkaSettings.parse({ brokers: [broker.address] }), undefined, 1);
      const monitor = await startHere(alerts, { by: other });
      await send([...round(0), ...round(1)]);
      await until(isCaughtUp);
      await broker.stop();
      await until(() => !monitor.isMember);
      await broker.start();
      await send(round(2));
      await until(isCaughtUp);
      await until(() => highOf(alerts).size === CLIENTS);
    }, 120_000);

    test('a topic that is missing is an error that says so', async () => {
      topic = 'missing';
      await expect(startHere([])).rejects.toMatchObject({ code: 'MONITOR_KAFKA_FAILED' });
    });
  },
);
