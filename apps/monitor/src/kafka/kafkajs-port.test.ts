import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { hasKafka, KafkaBroker } from '../testing/kafka-broker.ts';
import { describeKafkaPort } from '../testing/kafka-port-contract.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { KafkaJsPort } from './kafkajs-port.ts';

(hasKafka ? describe : describe.skip)(
  'kafkajs (needs Java and Kafka, see tools/install-kafka.ts)',
  () => {
    const broker = new KafkaBroker();
    beforeAll(() => broker.start(), 60_000);
    afterAll(() => broker.remove());

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
