import { loadClassifier } from '@degas/inference';
import { expect, test } from '@jest/globals';

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
