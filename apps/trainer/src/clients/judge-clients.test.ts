import { expect, test } from '@jest/globals';

import { formatClients } from './format-clients.ts';
import { judgeClients, type ClientValue } from './judge-clients.ts';

const client = (given: Partial<ClientValue>): ClientValue => ({
  kind: 'ordinary',
  family: null,
  infected: 0,
  hasAnswers: true,
  value: 0,
  ...given,
});
const clean = ['ordinary', 'typos', 'advertiser'].flatMap((kind) =>
  Array.from({ length: 10_000 }, (_, i) =>
    client({ kind, value: kind === 'advertiser' ? 9 : i / 10_000 }),
  ),
);
const infected = ['necurs', 'banjori'].flatMap((family) =>
  Array.from({ length: 10 }, (_, i) =>
    client({ family, infected: 10, value: family === 'necurs' || i < 3 ? 2 : 0.5 }),
  ),
);
const options = {
  isSeen: (family: string) => family === 'necurs',
  isOfWords: () => false,
  counts: [10],
};

test('thresholds come from the one side, recall and false alerts from the other', () => {
  const detector = { name: 'a detector', calibrated: clean, clean, infected };
  const report = judgeClients(detector, true, options);
  expect(report.thresholds.medium).toBeCloseTo(0.999, 2);
  expect(report.recall.seen?.medium[10]).toBe(1);
  expect(report.recall.unseen?.medium[10]).toBe(0.3);
  expect(report.recall['words, seen']?.medium[10]).toBeNull();
  expect(report.falseAlerts.low).toBeGreaterThan(0.005);
  expect(report.falseAlertsByKind.advertiser).toBe(1);
  expect(report.families).toEqual({ necurs: { 10: 1 }, banjori: { 10: 0.3 } });
});

test('tables name the detector, the levels and the kinds', () => {
  const detector = { name: 'a detector', calibrated: clean, clean, infected };
  const text = formatClients([judgeClients(detector, true, options)], [10]);
  expect(text).toMatch(/a detector, with answers +0\.300/);
  expect(text).toContain('advertiser');
  expect(text).toContain('banjori');
});
