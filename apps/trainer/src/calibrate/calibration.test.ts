import type { Alert } from '@degas/traffic';
import { describe, expect, test } from '@jest/globals';

import { calibration } from './calibration.ts';
import { ClientDays } from './client-days.ts';

const DAY_MS = 86_400_000;
const watched = { clients: 500, clientDays: 5000, days: 10, queries: 1_000_000 };

const alert = (given: Partial<Alert>): Alert => ({
  id: '0123456789abcdef',
  client: '10.0.0.1',
  window: null,
  rule: 'client',
  score: 0.6,
  level: 'medium',
  parts: { group: 0.6, knownNames: 0, resolvedNames: 0, trials: 1 },
  family: 'unknown',
  names: [],
  distinctNames: 40,
  failed: 10,
  first: null,
  last: null,
  isResolver: false,
  reasons: [],
  nextSteps: [],
  ...given,
});

describe('alerts to expect', () => {
  test('are those found and those that the rates allow, a day', () => {
    const alerts = [
      alert({ last: 0 }),
      alert({ last: DAY_MS, level: 'low' }),
      alert({ client: '10.0.0.2', last: 0, level: 'low' }),
    ];
    const { levels } = calibration(watched, alerts, [], 1);
    expect(levels).toEqual([
      { level: 'low', found: 3, foundPerDay: 0.3, nominalPerDay: 5 },
      { level: 'medium', found: 1, foundPerDay: 0.1, nominalPerDay: 0.5 },
      { level: 'high', found: 0, foundPerDay: 0, nominalPerDay: 0.05 },
    ]);
  });

  test('count a client once a day, at its highest level', () => {
    const alerts = [alert({ last: 0, level: 'low' }), alert({ last: 1000, level: 'medium' })];
    expect(calibration(watched, alerts, [], 1).levels.map(({ found }) => found)).toEqual([1, 1, 0]);
  });

  test('choose the most sensitive level that has few enough of them', () => {
    const level = (most: number) => calibration(watched, [], [], most).level;
    expect([10, 1, 0.1, 0.01].map(level)).toEqual(['low', 'medium', 'high', 'high']);
  });
});

describe('names to allow', () => {
  const popular = { name: 'xq7.com', level: 'medium', clients: 60, resolved: true } as const;

  test('are popular names that resolve, or of which no answer is known', () => {
    const names = [popular, { ...popular, name: 'zw9.com', resolved: null }];
    expect(calibration(watched, [], names, 1).allow).toEqual(names);
  });

  test('are never names that only fail: those are a warning', () => {
    const { allow, warnings } = calibration(watched, [], [{ ...popular, resolved: false }], 1);
    expect(allow).toEqual([]);
    expect(warnings).toEqual([
      'xq7.com: is suspicious, never resolved, and many clients asked for it',
    ]);
  });

  test('are never names of a client that reached HIGH', () => {
    const name = {
      name: 'xq7.com',
      weight: 1,
      first: null,
      last: null,
      failed: true,
      resolved: true,
      addresses: [],
      knownFamily: null,
    };
    const found = calibration(watched, [alert({ level: 'high', names: [name] })], [popular], 1);
    expect(found.allow).toEqual([]);
    expect(found.warnings).toEqual(['10.0.0.1: reached HIGH']);
  });
});

test('names that a known DGA makes are a warning', () => {
  const parts = { group: 0.1, knownNames: 2, resolvedNames: 0, trials: 1 };
  expect(calibration(watched, [alert({ parts })], [], 1).warnings).toEqual([
    '10.0.0.1: asked for names that a known DGA makes',
  ]);
});

test('client-days are counted by UTC day; what has no time is one day', () => {
  const days = new ClientDays();
  days.add([
    { time: 0, client: 'a' },
    { time: DAY_MS - 1, client: 'a' },
    { time: DAY_MS, client: 'a' },
    { time: 5, client: 'b' },
    { time: null, client: 'c' },
  ]);
  expect([days.days, days.clientDays]).toEqual([3, 4]);
});
