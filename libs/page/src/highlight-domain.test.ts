import { expect, test } from '@jest/globals';

import { highlightDomain, type Why } from './highlight-domain.ts';

const why = (registrable: string | null, ...weights: number[]): Why => ({
  registrable,
  sentence: '',
  characters: weights.map((weight, at) => ({ at, weight })),
});

test('characters of one grade stay together, the label in front has none', () => {
  expect(highlightDomain('WWW.Qza.com', why('qza.com', 2, 1.7, -0.9))).toEqual([
    { text: 'WWW.', grade: null },
    { text: 'Qz', grade: 't3' },
    { text: 'a', grade: 'f2' },
    { text: '.com', grade: null },
  ]);
});

test('small weights say nothing', () => {
  expect(highlightDomain('q.com', why('q.com', 0.1))).toEqual([{ text: 'q.com', grade: null }]);
});

test('a name that was scored in another spelling shows both', () => {
  expect(highlightDomain('bücher.de', why('xn--bcher-kva.de', 0.5))).toEqual([
    { text: 'bücher.de → ', grade: null },
    { text: 'x', grade: 't1' },
    { text: 'n--bcher-kva.de', grade: null },
  ]);
});

test('a skipped name is plain', () => {
  expect(highlightDomain('10.0.0.1', why(null))).toEqual([{ text: '10.0.0.1', grade: null }]);
});
