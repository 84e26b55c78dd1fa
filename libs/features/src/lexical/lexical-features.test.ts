import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { encode } from '../encodings/encoding.ts';
import { findEncoding } from '../encodings/encodings.ts';
import { lexicalEncoding } from '../encodings/lexical-features-encoding.ts';
import {
  lexicalFeatureNames,
  lexicalFeatures,
  type LexicalFeatureName,
} from './lexical-features.ts';

const feature = (name: string, which: LexicalFeatureName): number =>
  lexicalFeatures(name)[lexicalFeatureNames.indexOf(which)] ?? NaN;

describe('lexicalFeatures', () => {
  test.each([
    ['entropy', 'abcd.com', 1],
    ['entropy', 'aaaa.com', 0],
    ['entropy', 'aabb.com', 0.5],
    ['symbols', 'ab-1.com', 0.5],
    ['hexadecimal', 'af0z.com', 0.75],
    ['vowels', 'aexy.com', 0.5],
    ['length', 'google.com', 6 / 63],
    ['gini', 'aabb.com', 0.5],
    ['gini', 'abcd.com', 0.75],
    ['classificationError', 'aaab.com', 0.25],
    ['startsWithDigit', '1abc.com', 1],
    ['startsWithDigit', 'abc1.com', 0],
    ['bigrams', 'x.com', 0],
    ['trigrams', 'xy.com', 0],
  ] as const)('%s of %s is %d', (which, name, expected) => {
    expect(feature(name, which)).toBeCloseTo(expected, 6);
  });

  test('n-grams of words are more common than those of random letters', () => {
    for (const which of ['bigrams', 'trigrams'] as const) {
      expect(feature('marketing.com', which)).toBeGreaterThan(
        feature('xqzkvwjpf.com', which) + 0.2,
      );
    }
  });

  test('the median of an even number of n-grams lies between the two in the middle', () => {
    const [first, second, both] = ['th', 'hq', 'thq'].map((label) => feature(label, 'bigrams'));
    expect(both).toBeCloseTo(((first ?? 0) + (second ?? 0)) / 2, 6);
  });

  test('tells top-level domains apart, upper case not', () => {
    expect(feature('abc.com', 'topLevelDomain')).not.toBe(feature('abc.net', 'topLevelDomain'));
    expect(lexicalFeatures('ABC.Com')).toEqual(lexicalFeatures('abc.com'));
  });

  test('gives any string eleven numbers from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (name) => {
        const values = lexicalFeatures(name);
        expect(values).toHaveLength(11);
        expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the lexical encoding', () => {
  test('is the features in bytes', () => {
    expect([...encode('1aab.com', lexicalEncoding)]).toEqual(
      [...lexicalFeatures('1aab.com')].map((value) => Math.round(value * 255)),
    );
  });

  test('is found by the name and version that manifests hold', () => {
    expect(findEncoding('lexical', 1)).toBe(lexicalEncoding);
  });
});
