import { expect, test } from '@jest/globals';

import { didYouMean, suggestionFor } from './did-you-mean.ts';

test.each([
  ['quakbot', ['qakbot', 'qadars', 'banjori'], 'Did you mean qakbot?'],
  ['zeke', ['csv', 'zeek', 'json'], 'Did you mean zeek?'],
  ['Tranko', ['tranco'], 'Did you mean tranco?'],
  ['resnet', ['nyu', 'flagship'], ''],
  ['x', ['y'], 'Did you mean y?'],
])('%s', (word, candidates, suggestion) => {
  expect(didYouMean(word, candidates)).toBe(suggestion);
});

test('an error of a library is read for the word and the list', () => {
  const message = 'There is no family "quakbot"; the families are banjori, qakbot, zloader.';
  expect(suggestionFor('GENERATORS_UNKNOWN_FAMILY', message)).toBe('Did you mean qakbot?');
  expect(suggestionFor('GENERATORS_BAD_DATE', message)).toBe('');
});
