import { expect, test } from '@jest/globals';

import { optionsAsTyped } from './options-as-typed.ts';

test.each([
  [
    'name the format with { inputFormat }, one of: csv',
    'name the format with --input-format, one of: csv',
  ],
  [
    'the right ones with { domainColumn, labelColumn }.',
    'the right ones with --domain-column and --label-column.',
  ],
  [
    "name it with { formats: { 'x.csv': … } }, one of",
    "name it with --format 'x.csv=FORMAT', one of",
  ],
  ["give { date: new Date('2026-11-24') }.", 'give --from.'],
  ['or { anonymous: true } for', 'or --anonymous for'],
  ['give { seed }.', 'give --seed.'],
])('a message names an option as a person types it: %s', (message, typed) => {
  expect(optionsAsTyped(message)).toBe(typed);
});

test('text in braces that is not an option stays as it is', () => {
  expect(optionsAsTyped('The row {"domain":"a"} has {} and { 1 }')).toBe(
    'The row {"domain":"a"} has {} and { 1 }',
  );
});
