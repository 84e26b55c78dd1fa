import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { KafkaPort, PartitionBatch } from '../kafka/kafka-port.ts';

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 300; !(await isSo()); tries--) {
    if (tries === 0) throw new Error('It did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const message = (key: string, value: string | null, partition = 0) => ({
  key: Buffer.from(key),
  value: value === null ? null : Buffer.from(value),
  headers: { kind: 'test' },
  partition,
});

/** What the monitor expects of a Kafka library, against a real broker, and of what stands in for both. */
export function describeKafkaPort(open: () => KafkaPort, sessionTimeoutMs = 6000): void {
  describe('as the port of Kafka', () => {
    let port: KafkaPort;
    let topic: string;
    let group: string;
    beforeEach(async () => {
      port = open();
      topic = `t-${randomUUID()}`;
      group = `g-${randomUUID()}`;
      await port.ensureTopic(topic, { partitions: 2, isCompacted: false });
    });
    afterEach(() => port.close());

    const valuesOf = async (reader: KafkaPort, partitions = [0, 1]): Promise<string[]> => {
      const values: string[] = [];
      await reader.readToEnd(topic, partitions, (partition, { key, value, headers }) =>
        values.push(
          `${partition} ${String(key)}=${String(value)} ${headers.kind ?? headers.from ?? ''}`,
        ),
      );
      return values.sort();
    };

    test('creates a topic once, and tells its partitions', async () => {
      expect(await port.ensureTopic(topic, { partitions: 9, isCompacted: true })).toBe(2);
      expect(await port.partitionsOf(topic)).toBe(2);
      expect(await port.partitionsOf(`no-${topic}`)).toBeNull();
      expect(await port.endOffsets(topic)).toEqual([0n, 0n]);
      expect(await port.committedOffsets(group, topic)).toEqual([null, null]);
    });

    test('sends messages, and reads them to the end, by partition', async () => {
      await port.send([{ topic, messages: [message('a', '1'), message('b', null, 1)] }]);
      await port.send([{ topic, messages: [message('a', '2')] }]);
      expect(await valuesOf(port)).toEqual(['0 a=1 test', '0 a=2 test', '1 b=null test']);
      expect(await valuesOf(port, [1])).toEqual(['1 b=null test']);
      expect(await port.endOffsets(topic)).toEqual([2n, 1n]);
    }, 30_000);

    test('a fenced writer commits messages and offset together, and only the youngest does', async () => {
      const offset = (to: bigint) => ({ group, topic, partition: 0, offset: to });
      const old = await port.openFencedWriter(`${group}-0`);
      await old.commit([{ topic, messages: [message('k', 'old')] }], offset(5n));
      // A commit shows a moment after it is done.
      await until(async () => (await port.committedOffsets(group, topic))[0] === 5n);
      const young = await port.openFencedWriter(`${group}-0`);
      await expect(
        old.commit([{ topic, messages: [message('k', 'zombie')] }], offset(9n)),
      ).rejects.toThrow();
      await young.commit([{ topic, messages: [message('k', 'young')] }], offset(7n));
      await until(async () => (await port.committedOffsets(group, topic))[0] === 7n);
      expect(await valuesOf(port)).toEqual(['0 k=old test', '0 k=young test']);
      await Promise.all([old.close(), young.close()]);
    }, 60_000);

    test('a commit and what is sent may be more than a broker takes at once', async () => {
      const messages = Array.from({ length: 300 }, (_, i) => message(`k${i}`, 'x'.repeat(10_000)));
      const writer = await port.openFencedWriter(`${group}-0`);
      await writer.commit([{ topic, messages }], { group, topic, partition: 0, offset: 5n });
      await port.send([{ topic, messages }]);
      expect(await valuesOf(port)).toHaveLength(600);
      await writer.close();
    }, 60_000);

    test('a group shares the partitions, and one that leaves gives its own to the others', async () => {
      const other = open();
      const assigned: Record<string, readonly number[]> = {};
      const taken: string[] = [];
      const handlers = (name: string) => ({
        onAssigned: (partitions: readonly number[]) => {
          assigned[name] = [...partitions];
          return Promise.resolve();
        },
        onBatch: ({ partition, records, endOffset }: PartitionBatch) => {
          for (const { value, offset } of records)
            taken.push(`${name} ${partition}@${offset}/${endOffset} ${String(value)}`);
          return Promise.resolve();
        },
      });
      const options = { group, topic, sessionTimeoutMs };
      const first = await port.join(options, handlers('one'));
      await until(() => assigned.one?.length === 2);
      const second = await other.join(options, handlers('two'));
      await until(() => assigned.one?.length === 1 && assigned.two?.length === 1);
      const [ofTwo = -1] = assigned.two ?? [];
      await port.send([
        { topic, messages: [message('a', 'x', ofTwo), message('a', 'y', 1 - ofTwo)] },
      ]);
      await until(() => taken.length === 2);
      expect(taken.sort()).toEqual([`one ${1 - ofTwo}@0/1 y`, `two ${ofTwo}@0/1 x`]);
      await second.close();
      await until(() => assigned.one?.length === 2);
      await until(() => taken.length >= 3);
      // Nothing was committed: what the other read comes again.
      expect(taken).toContain(`one ${ofTwo}@0/1 x`);
      first.seek(1 - ofTwo, 0n);
      await until(() => taken.filter((one) => one === `one ${1 - ofTwo}@0/1 y`).length >= 2);
      await first.close();
      await other.close();
    }, 90_000);

    test('the next batch of a partition waits for the one before', async () => {
      await port.send([{ topic, messages: [message('a', '1')] }]);
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const taken: string[] = [];
      const member = await port.join(
        { group, topic, sessionTimeoutMs },
        {
          onAssigned: () => Promise.resolve(),
          onBatch: async ({ records }) => {
            taken.push(...records.map(({ value }) => String(value)));
            await gate;
          },
        },
      );
      await until(() => taken.length === 1);
      await port.send([{ topic, messages: [message('a', '2')] }]);
      // Longer than a session: waiting is no sign of death.
      await new Promise((resolve) => setTimeout(resolve, (4 / 3) * sessionTimeoutMs));
      expect(taken).toEqual(['1']);
      open();
      await until(() => taken.length === 2);
      await member.close();
    }, 60_000);
  });
}
