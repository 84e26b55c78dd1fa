import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { hasOpenssl } from '../testing/certificate.ts';
import { hasKafka, KafkaBroker } from '../testing/kafka-broker.ts';
import { describeKafkaPort } from '../testing/kafka-port-contract.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { KafkaJsPort } from './kafkajs-port.ts';

(hasKafka ? describe : describe.skip)(
  'kafkajs (needs Java and Kafka, see tools/install-kafka.ts)',
  () => {
    const broker = new KafkaBroker({ isSecure: hasOpenssl });
    beforeAll(() => broker.start(), 60_000);
    afterAll(() => broker.remove());

    (hasOpenssl ? test : test.skip)(
      'reaches a broker over TLS as a user with a password, and says who was refused (needs openssl)',
      async () => {
        const open = (password: string, tls: object | boolean): KafkaJsPort =>
          new KafkaJsPort(
            kafkaSettings.parse({
              brokers: [broker.secureAddress],
              tls,
              sasl: { mechanism: 'plain', username: 'degas', password },
            }),
            undefined,
            1,
          );
        const files = { caFile: broker.certFile };
        const topic = 'secured';
        const port = open('secret', files);
        expect(await port.ensureTopic(topic, { partitions: 1, isCompacted: false })).toBe(1);
        await port.send([{ topic, messages: [{ key: null, value: Buffer.from('x') }] }]);
        const values: string[] = [];
        await port.readToEnd(topic, [0], (_, { value }) => values.push(String(value)));
        expect(values).toEqual(['x']);
        await port.close();
        for (const wrong of [open('guess', files), open('secret', true)]) {
          await expect(wrong.partitionsOf(topic)).rejects.toMatchObject({
            code: 'MONITOR_KAFKA_FAILED',
          });
          await wrong.close();
        }
      },
      60_000,
    );

    describeKafkaPort(() => new KafkaJsPort(kafkaSettings.parse({ brokers: [broker.address] })));
  },
);

test('settings name brokers, certificates and a user', () => {
  const sasl = { mechanism: 'scram-sha-512', username: 'u', password: 'p' };
  expect(kafkaSettings.parse({ brokers: ['a:9092'], tls: true, sasl })).toMatchObject({
    clientId: 'degas-monitor',
    tls: true,
    sasl,
  });
  expect(() => kafkaSettings.parse({ brokers: [] })).toThrow();
  expect(() => kafkaSettings.parse({ brokers: ['a:9092'], user: 'u' })).toThrow();
});

test('a cluster that is not there is an error with a code', async () => {
  const port = new KafkaJsPort(kafkaSettings.parse({ brokers: ['127.0.0.1:9'] }), undefined, 1);
  await expect(port.partitionsOf('x')).rejects.toMatchObject({ code: 'MONITOR_KAFKA_FAILED' });
  await port.close();
});
