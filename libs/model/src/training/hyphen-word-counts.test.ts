import { expect, test } from '@jest/globals';

import { HyphenWordCounts } from './hyphen-word-counts.ts';

function wordsOf(...names: [name: string, times: number][]): string[] {
  const words = new HyphenWordCounts();
  for (const [name, times] of names) for (let i = 0; i < times; i++) words.add(name);
  return words.list();
}

test('words are what many names join with hyphens, the commonest first', () => {
  expect(wordsOf(['river-garden.de', 6], ['garden-shop.com', 7], ['alte-shop.co.uk', 5])).toEqual([
    'garden',
    'shop',
    'river',
  ]);
});

test('three letters need more names; fewer, digits and labels without a hyphen make no word', () => {
  expect(wordsOf(['art-of1.com', 39], ['river.com', 99], ['ab-x2y-fun.net', 40])).toEqual(['fun']);
});

test("suffixes are not looked at, and words of one count are in the alphabet's order", () => {
  expect(wordsOf(['zoo-laden.my-host.net', 6], ['haus-arzt.de', 6])).toEqual([
    'arzt',
    'haus',
    'laden',
  ]);
});
