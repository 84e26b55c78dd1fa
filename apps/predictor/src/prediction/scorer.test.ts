import { degasEncoding, encode } from '@degas/features';
import { loadClassifier } from '@degas/inference';
import { describe, expect, test } from '@jest/globals';

import { fakeClassifier } from '../testing/fake-classifier.ts';
import { Scorer } from './scorer.ts';

test('tells of scores that are given, and of how many names they were remembered', async () => {
  const told: [number, number][] = [];
  const scorer = new Scorer(await loadClassifier(), {
    onScores: (scores, cacheHits) => told.push([scores.length, cacheHits]),
  });
  const names = ['google.com', 'xjpakmdcfuqe.in'];
  await scorer.score({ kind: 'names', names });
  await scorer.score({ kind: 'names', names: [...names, 'example.org'] });
  await scorer.judge(['google.com']);
  expect(told).toEqual([
    [2, 0],
    [3, 2],
    [1, 1],
  ]);
  scorer.close();
});

const codesOf = (name: string): Int32Array => Int32Array.from(encode(name));

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
