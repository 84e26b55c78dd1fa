import { once } from 'node:events';

import { type Alert, type DnsEvent, TrafficWatch } from '@degas/traffic';
import { expect, test } from '@jest/globals';

import type { Input } from '../inputs/input.ts';
import { calmJudge, findTestingFamily } from '../testing/known-names-judge.ts';
import { Monitor } from './monitor.ts';

const START = Date.UTC(2026, 10, 27, 8);
const events = Array.from({ length: 3 }, (_, i): DnsEvent => ({
  time: START + 1000 * i,
  client: '10.0.0.1',
  name: `known${i}.com`,
  type: 'A',
  answer: 'nxdomain',
  answers: [],
}));

/** Gives the events, again for the witnesses of their time, and then nothing until it is stopped. */
const input: Input = {
  name: 'test',
  status: () => ({ name: 'test', events: 0, rejected: 0, lag: 0, problem: null }),
  batches: async function* (signal) {
    yield { events: [...events, ...events], position: 1 };
    if (!signal.aborted) await once(signal, 'abort');
  },
  acknowledge: () => Promise.resolve(),
};

test('an alert that was muted is given out once the mute has expired, by the same id', async () => {
  let isMuted = true;
  let asked = 0;
  const alerts: Alert[] = [];
  const watch = new TrafficWatch(calmJudge, {}, findTestingFamily);
  const monitor = new Monitor({
    watch,
    inputs: [input],
    outlets: [],
    store: null,
    pending: [],
    positions: {},
    aside: [],
    saveMs: 20,
    settings: {
      level: 'high',
      allow: new Set(),
      muteReason: () => {
        asked++;
        return isMuted ? 'being cleaned' : null;
      },
    },
    clock: () => performance.now(),
    onAlerts: (raised) => alerts.push(...raised),
    onProblem: () => undefined,
  });
  const stop = new AbortController();
  const running = monitor.run(stop.signal);
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(() => monitor.muted === 1 && asked > 3);
  expect(alerts).toEqual([]);
  isMuted = false;
  await until(() => alerts.length > 0);
  stop.abort();
  await running;
  await monitor.close();
  expect(monitor.muted).toBe(1);
  const atOnce = new TrafficWatch(calmJudge, {}, findTestingFamily);
  atOnce.add(events);
  expect(alerts.map(({ id }) => id)).toEqual(atOnce.judgeNow().map(({ id }) => id));
});
