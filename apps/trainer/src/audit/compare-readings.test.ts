import { expect, test } from '@jest/globals';

import { compareReadings, type Reading } from './compare-readings.ts';
import { readAnswers } from './read-answers.ts';

const sheet = (...domains: string[]) =>
  domains.map((domain) => ({ domain, source: 'list', isDecoy: domain.startsWith('decoy') }));

const reading = (domains: string[], answers: string): Reading => ({
  names: sheet(...domains),
  answers: readAnswers(answers, domains.length).answers,
});

const first = reading(
  ['m.com', 'differ.com', 'h.com', 'decoy-m.com', 'decoy-h.com', 'doubt.com'],
  'random 1 2 4\nunclear 6',
);
const second = reading(
  ['decoy-h.com', 'doubt.com', 'm.com', 'decoy-m.com', 'h.com', 'differ.com'],
  'machine 3 4',
);
const { verdicts, decoys, agreement } = compareReadings(first, second);

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
  const alone = compareReadings(first, reading(['m.com'], ''));
  expect(alone.verdicts.get('m.com')).toBe('unclear');
  expect(alone.verdicts.get('decoy-m.com')).toBe('random');
});
