import { type Alert, TrafficWatch } from '@degas/traffic';
import { expect, test } from '@jest/globals';

import type { MonitorSettings } from '../pipeline/monitor.ts';
import { calmJudge, findTestingFamily } from '../testing/known-names-judge.ts';
import { MemoryKafka, MemoryPort } from '../testing/memory-kafka.ts';
import { KafkaRun } from './kafka-run.ts';

const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 900; !isSo(); tries--) {
    if (tries === 0) throw new Error('It did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test('an alert that was muted is given out once the mute ends', async () => {
  const cluster = new MemoryKafka();
  const port = new MemoryPort(cluster);
  await port.ensureTopic('dns', { partitions: 1, isCompacted: false });
  const settings = (muted: string | null): MonitorSettings => ({
    level: 'high',
    allow: new Set(),
    muteReason: ({ client }) => (client === muted ? 'being cleaned' : null),
  });
  const alerts: Alert[] = [];
  const run = new KafkaRun({
    port,
    topic: 'dns',
    group: 'g',
    checkpointMs: 10,
    sessionTimeoutMs: 6000,
    clock: () => performance.now(),
    reading: {},
    openWatch: () => new TrafficWatch(calmJudge, {}, findTestingFamily),
    outlets: [],
    settings: settings('10.0.0.1'),
    onEvents: () => undefined,
    onAlerts: (raised) => alerts.push(...raised),
    onProblem: () => undefined,
  });
  const stop = new AbortController();
  const running = run.run(stop.signal);
  const messages = Array.from({ length: 6 }, (_, i) => {
    const client = `10.0.0.${1 + (i % 2)}`;
    const dns = { question: { name: `known${i}.com` }, response_code: 'NXDOMAIN' };
    const time = `2026-11-27T08:00:0${i}Z`;
    const value = JSON.stringify({ '@timestamp': time, source: { ip: client }, dns });
    return { key: Buffer.from(client), value: Buffer.from(value) };
  });
  await port.send([{ topic: 'dns', messages }]);
  await until(() => alerts.length > 0);
  expect(alerts.map(({ client }) => client)).toEqual(['10.0.0.2']);
  run.reload(settings(null));
  await until(() => alerts.length === 2);
  expect(alerts.map(({ client, level }) => `${client} ${level}`)).toEqual([
    '10.0.0.2 high',
    '10.0.0.1 high',
  ]);
  stop.abort();
  await running;
  await run.close();
});
