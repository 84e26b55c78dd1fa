import { expect, test } from '@jest/globals';

import { falseAlarmsBySource, falseAlarmsTable } from './false-alarms.ts';

const points = [
  { level: 'low', falsePositiveRate: 1e-2, threshold: 0.5, benignNames: 6 },
  { level: 'high', falsePositiveRate: 1e-4, threshold: 0.9, benignNames: 6 },
] as const;
const alarms = falseAlarmsBySource(
  {
    scores: Float32Array.of(0.1, 0.6, 0.95, 0.2, NaN, 0.99, 0.1),
    labels: Uint8Array.of(0, 0, 0, 0, 0, 1, 0),
  },
  ['a', 'a', 'a', 'b', 'b', 'b', 'a'],
  points,
);

test('false alarms are counted by source at each point, DGA names and skipped ones aside', () => {
  expect(
    alarms.map(({ level, source, names, found, rate }) => [level, source, names, found, rate]),
  ).toEqual([
    ['low', 'a', 4, 2, 0.5],
    ['low', 'b', 1, 0, 0],
    ['high', 'a', 4, 1, 0.25],
    ['high', 'b', 1, 0, 0],
  ]);
  expect(alarms[0]?.interval?.low).toBeLessThan(0.5);
  expect(alarms[0]?.interval?.high).toBeGreaterThan(0.5);
});

test('the table has a row a source, a column a point, with intervals', () => {
  const [head = '', a = '', b = ''] = falseAlarmsTable(alarms).split('\n');
  expect(head).toMatch(/names +low \(0\.5000\) +high \(0\.9000\)$/);
  expect(a).toMatch(/^a +4 +5\.0e-1 \(1\.5e-1 to 8\.5e-1\) +2\.5e-1 \(/);
  expect(b).toMatch(/^b +1 +0 \(/);
});
