import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { charBot } from './charbot.ts';
import { concatenateWords } from './concatenate-words.ts';
import { insertWords, insertionPlaces } from './insert-words.ts';
import { markovNames } from './markov-names.ts';
import { isHostLabel, splitName } from './split-name.ts';
import { swapHomoglyphs } from './swap-homoglyphs.ts';
import { swapVowels } from './swap-vowels.ts';

const popular = ['wikipedia.org', 'amazon.co.uk', 'microsoft.com', 'Facebook.com', 'x.com'];
const words = ['mail', 'cloud', 'secure', 'login', 'account'];

const adversaries: Readonly<Record<string, (seed: number) => Iterable<string>>> = {
  charBot: (seed) => charBot(popular, { seed }),
  insertWords: (seed) => insertWords(popular, { seed, words }),
  swapVowels: (seed) => swapVowels(popular, { seed }),
  'swapHomoglyphs in ASCII': (seed) => swapHomoglyphs(popular, { seed }),
  'swapHomoglyphs in Unicode': (seed) => swapHomoglyphs(popular, { seed, alphabet: 'unicode' }),
  concatenateWords: (seed) => concatenateWords(words, { seed, count: 50 }),
  markovNames: (seed) => markovNames(popular, { seed, count: 20, order: 1 }),
};

describe.each(Object.entries(adversaries))('%s', (_, make) => {
  test('returns the same names for the same seed, and others for another', () => {
    expect([...make(1)]).toEqual([...make(1)]);
    expect([...make(1)]).not.toEqual([...make(2)]);
  });

  test('returns host names other than the given ones', () => {
    const given = new Set(popular.map((name) => name.toLowerCase()));
    const names = [1, 2, 3, 4, 5].flatMap((seed) => [...make(seed)]);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => given.has(name))).toEqual([]);
    expect(names.filter((name) => !name.split('.').every(isHostLabel))).toEqual([]);
  });
});

describe('CharBot', () => {
  test('changes two characters of labels of six and more, and the suffix', () => {
    const labels = fc.stringMatching(/^[a-z\d]{6,20}$/);
    fc.assert(
      fc.property(labels, fc.nat(), (label, seed) => {
        const [name = ''] = charBot([`${label}.com`], { seed });
        const made = splitName(name);
        const changed = Array.from(label).filter(
          (letter, index) => letter !== made.label.charAt(index),
        );
        expect(made.label).toHaveLength(label.length);
        expect(changed).toHaveLength(2);
        expect(made.suffix).not.toBe('.com');
      }),
    );
  });

  test('leaves out short and invalid labels', () => {
    expect([...charBot(['x.com', 'short.com', '_dmarc.com', '-strange.com'], { seed: 1 })]).toEqual(
      [],
    );
  });

  test('keeps the only suffix', () => {
    const [name] = charBot(['wikipedia.org'], { seed: 1, topLevelDomains: ['org'] });
    expect(name).toMatch(/\.org$/);
  });
});

describe('words', () => {
  test.each([
    ['start', /^mail-?wikipedia\.org$/],
    ['middle', /^w\w*mail\w*a\.org$/],
    ['end', /^wikipedia-?mail\.org$/],
    ['label', /^mail\.wikipedia\.org$/],
  ] as const)('go to the %s', (place, form) => {
    const [name] = insertWords(['wikipedia.org'], { seed: 3, words: ['mail'], places: [place] });
    expect(name).toMatch(form);
  });

  test('are inserted at every place by default', () => {
    const names = [...insertWords(Array<string>(100).fill('wikipedia.org'), { seed: 1, words })];
    expect(names).toHaveLength(100);
    expect(new Set(names).size).toBeGreaterThan(25);
    expect(insertionPlaces).toHaveLength(4);
  });

  test('never make a label too long', () => {
    expect([
      ...insertWords([`${'a'.repeat(60)}.com`], { seed: 1, words, places: ['start', 'end'] }),
    ]).toEqual([]);
  });

  test('are joined to names of the requested number of words', () => {
    const names = [
      ...concatenateWords(words, { seed: 1, count: 100, least: 3, most: 3, separators: ['-'] }),
    ];
    expect(names.filter((name) => splitName(name).label.split('-').length !== 3)).toEqual([]);
  });

  test.each([[[]], [['no word']], [['a'.repeat(60)]]])(
    'of which %j makes no name, end',
    (given) => {
      expect([...concatenateWords(given, { seed: 1, count: 3 })]).toEqual([]);
    },
  );
});

describe('look-alikes', () => {
  test('change the requested number of vowels', () => {
    const [name = ''] = swapVowels(['wikipedia.org'], { seed: 1, swaps: 3 });
    const changed = Array.from('wikipedia.org').filter(
      (letter, index) => letter !== name.charAt(index),
    );
    expect(changed).toHaveLength(3);
    expect([...swapVowels(['wikipedia.org'], { seed: 1, swaps: 6 })]).toEqual([]);
  });

  test('keep everything but the changed place', () => {
    expect([...swapHomoglyphs(['xox.com'], { seed: 1 })]).toEqual(['x0x.com']);
    expect([...swapHomoglyphs(['xrnx.com'], { seed: 1 })]).toContainEqual(
      expect.stringMatching(/^x(?:m)x\.com$/),
    );
    expect([...swapHomoglyphs(['xx.com'], { seed: 1 })]).toEqual([]);
  });

  test('in Unicode are written in Punycode', () => {
    const [name] = swapHomoglyphs(['ppp.com'], { seed: 1, alphabet: 'unicode' });
    expect(name).toMatch(/^xn--.+\.com$/);
  });
});

describe('Markov names', () => {
  test('have the letters of the given ones, and none of the given labels', () => {
    const given = ['banana.com', 'bandana.com', 'anaconda.com', 'panama.com'];
    const names = [...markovNames(given, { seed: 1, count: 50, order: 2 })];
    expect(names).toHaveLength(50);
    expect(names.filter((name) => !/^[abcdmnop]{6,30}\./.test(name))).toEqual([]);
    const labels = new Set(given.map((name) => splitName(name).label));
    expect(names.filter((name) => labels.has(splitName(name).label))).toEqual([]);
  });

  test('end when no new name can be generated', () => {
    expect([...markovNames(['wikipedia.org'], { seed: 1, count: 5, order: 4 })]).toEqual([]);
    expect([...markovNames([], { seed: 1, count: 5 })]).toEqual([]);
  });
});
