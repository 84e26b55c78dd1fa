import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { machineReasons, readAnswers } from './read-answers.ts';

test('lines name a reason and the numbers that it holds for; the others are human', () => {
  const { answers, rejected } = readAnswers('words 2 4-5 # seen\n\nunclear: 1\r\nmachine 6\n', 7);
  expect(rejected).toEqual([]);
  expect(answers.map(({ answer, reason }) => reason ?? answer)).toEqual([
    'unclear',
    'words',
    'human',
    'words',
    'words',
    'machine',
    'human',
  ]);
});

test.each([
  ['nonsense 1', "unknown answer 'nonsense'"],
  ['words 4', 'expected numbers from 1 to 3, or ranges of them'],
  ['words 0', 'expected numbers from 1 to 3, or ranges of them'],
  ['words 2-99999999999', 'expected numbers from 1 to 3, or ranges of them'],
  ['words two', 'expected numbers from 1 to 3, or ranges of them'],
])('rejects the line %j and answers nothing by it', (line, reason) => {
  const { answers, rejected } = readAnswers(line, 3);
  expect(rejected).toEqual([{ line: 1, reason }]);
  expect(answers.every(({ answer }) => answer === 'human')).toBe(true);
});

test('two answers to one name reject the second line, two reasons do not', () => {
  expect(readAnswers('words 1\nunclear 1', 1).rejected).toEqual([
    { line: 2, reason: "number 1 has two answers: 'machine' and 'unclear'" },
  ]);
  expect(readAnswers('words 1\nrandom 1', 1).rejected).toEqual([]);
});

test('any text gives an answer to each name and names each line that it could not read', () => {
  const line = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom(...machineReasons, 'unclear', 'human'), fc.array(fc.integer()))
      .map(([word, numbers]) => `${word} ${numbers.join(' ')}`),
  );
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 0, max: 20 }), (lines, count) => {
      const { answers, rejected } = readAnswers(lines.join('\n'), count);
      expect(answers).toHaveLength(count);
      for (const { reason } of rejected) expect(reason).not.toBe('');
    }),
  );
});
