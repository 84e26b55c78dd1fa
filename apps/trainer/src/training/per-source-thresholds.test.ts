import { expect, test } from '@jest/globals';

import { perSourceThresholds } from './per-source-thresholds.ts';

/** 100,000 benign names of a quiet source, and 20,000 of one whose scores are higher by `offset`. */
function names(offset: number) {
  const quiet = Array.from({ length: 100_000 }, (_, i) => i / 200_000);
  const loud = Array.from({ length: 20_000 }, (_, i) => i / 40_000 + offset);
  const scores = Float32Array.from([...quiet, ...loud]);
  const sources = [...quiet.map(() => 'quiet'), ...loud.map(() => 'loud')];
  return { scores, labels: new Uint8Array(scores.length), sources };
}

const share = (scores: Float32Array, threshold: number): number =>
  scores.filter((score) => score >= threshold).length / scores.length;

test('sources that are alike get the rate of all names', () => {
  const { scores, labels, sources } = names(0);
  const [low, medium] = perSourceThresholds({ scores, labels }, sources);
  expect(share(scores, low?.threshold ?? 0)).toBeCloseTo(1e-2, 4);
  expect(share(scores, medium?.threshold ?? 0)).toBeCloseTo(1e-3, 4);
});

test('a source with more false positives raises the threshold until it has twice the rate', () => {
  const { scores, labels, sources } = names(0.2);
  const [low] = perSourceThresholds({ scores, labels }, sources);
  expect(share(scores.subarray(100_000), low?.threshold ?? 0)).toBeCloseTo(2e-2, 3);
});

test('a source with too few names has no influence', () => {
  const { scores, labels, sources } = names(0.2);
  const few = sources.map((source, i) => (i < 119_900 ? 'quiet' : source));
  const [low] = perSourceThresholds({ scores, labels }, few);
  expect(share(scores, low?.threshold ?? 0)).toBeCloseTo(1e-2, 4);
});
