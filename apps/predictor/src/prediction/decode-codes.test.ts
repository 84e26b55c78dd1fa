import { degasEncoding, encode } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { fakeClassifier } from '../testing/fake-classifier.ts';
import { decodeCodes } from './decode-codes.ts';
import { Scorer } from './scorer.ts';

const codesOf = (name: string): Int32Array => Int32Array.from(encode(name));

test.each(['www.google.com', 'a-b_c.example.org', '9gag.com', 'x', ''])(
  'a row of the original encoding is read back: %s',
  (name) => {
    expect(decodeCodes(codesOf(name))).toBe(name);
  },
);

test('what the encoding does not keep is lost', () => {
  expect(decodeCodes(codesOf('007.com'))).toBe('7.com');
  expect(decodeCodes(codesOf('bücher.de'))).toBe('b?cher.de');
});

describe('a model with an encoding of its own', () => {
  const { model, ...answers } = fakeClassifier();
  const scorer = new Scorer({
    ...answers,
    model: { ...model, encoding: { name: 'registrable', version: 1, length: 64 } },
    scoreCodes: () => {
      throw new Error('the codes of another encoding');
    },
  });

  test('is asked for the names that the rows of old clients stand for', async () => {
    const codes = new Int32Array(2 * degasEncoding.length);
    codes.set(codesOf('8chars.x'), 0);
    codes.set(codesOf('sixteen-chars.xy'), degasEncoding.length);
    expect(scorer.rowForm).toEqual({ length: 75, vocabulary: 42 });
    expect([...(await scorer.score({ kind: 'codes', codes, rows: 2 }))]).toEqual([0.125, 0.25]);
  });
});
