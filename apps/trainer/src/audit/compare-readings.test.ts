import { expect, test } from '@jest/globals';

import { answerOf } from './answer.ts';
import { compareReadings, type Reading } from './compare-readings.ts';

const reading = (answers: Record<string, string>): Reading =>
  new Map(
    Object.entries(answers).map(([domain, word]) => [
      domain,
      answerOf(word) ?? { answer: 'human', reason: null },
    ]),
  );

const first = reading({
  'm.com': 'random',
  'differ.com': 'random',
  'h.com': '',
  'decoy-m.com': 'random',
  'decoy-h.com': 'human',
  'doubt.com': 'unclear',
});
const second = reading({
  'decoy-h.com': '',
  'doubt.com': '',
  'm.com': 'machine',
  'decoy-m.com': 'machine',
  'h.com': '',
  'differ.com': '',
});
const key = [...first.keys()].map((domain) => {
  return { domain, source: 'list', isDecoy: domain.startsWith('decoy') };
});
const { verdicts, decoys, agreement } = compareReadings(key, [first, second]);

test('a name is a machine’s where both readings say so, whatever their orders', () => {
  expect([...verdicts]).toEqual([
    ['m.com', 'random'],
    ['differ.com', 'unclear'],
    ['decoy-m.com', 'random'],
    ['doubt.com', 'unclear'],
  ]);
});

test('agreement is over the names that both have', () => {
  expect(agreement.names).toBe(6);
  expect(agreement.observed).toBeCloseTo(4 / 6, 10);
});

test('decoys called machine are counted by source, with an interval', () => {
  expect(decoys).toHaveLength(1);
  expect(decoys[0]).toMatchObject({ source: 'list', names: 2, machine: 1 });
  expect(decoys[0]?.interval?.low).toBeGreaterThan(0);
});

test('a name of one reading alone counts by that one', () => {
  const alone = compareReadings(key, [first, reading({ 'm.com': '', 'late.com': 'words' })]);
  expect(alone.verdicts.get('m.com')).toBe('unclear');
  expect(alone.verdicts.get('late.com')).toBe('words');
  expect(alone.verdicts.get('decoy-m.com')).toBe('random');
});

test('one reading has no agreement, and its answers count', () => {
  const single = compareReadings(key, [first]);
  expect(single.agreement).toEqual({ names: 0, observed: null, kappa: null });
  expect(single.verdicts.get('differ.com')).toBe('random');
});
