import { loadClassifier } from '@degas/inference';
import { expect, test } from '@jest/globals';

import type { BenignMaterial } from './benign-material.ts';
import { namesForShare, namesUntilAlert } from './names-until-alert.ts';

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}.com`);
const material: BenignMaterial = {
  part: 'test',
  popular: numbered('popular', 400),
  rare: numbered('rare', 400),
  expired: numbered('expired', 100),
  countries: [numbered('country', 300)],
  thirdParty: numbered('tracker', 50),
  advertisers: numbered('ad', 50),
  owners: [numbered('owner', 8)],
  hosted: numbered('hosted', 100),
  digits: numbered('1', 50),
  international: numbered('xn--', 50),
  words: ['cloud', 'shop', 'news'],
};
const families = new Map([['qakbot', [numbered('qx', 60)]]]);

test('a client alerts with the first name that lifts the detector above its threshold, or never', async () => {
  const classifier = await loadClassifier();
  const failing = ({ infected }: { infected: number }) => infected;
  const detectors = [
    { name: 'third', detect: failing, threshold: 2 },
    { name: 'never', detect: failing, threshold: 40 },
  ];
  const options = { perFamily: 3, seed: 1 };
  const counts = namesUntilAlert(classifier, detectors, { families }, material, options);
  classifier.close();
  expect(counts.get('third')).toEqual({ qakbot: [3, 3, 3] });
  expect(counts.get('never')).toEqual({ qakbot: [null, null, null] });
});

test('shares are of all clients of the families that count', () => {
  const counts = { a: [1, 2, 3, 4], b: [10, null], c: [null] };
  const of = (share: number) => namesForShare(counts, share, (family) => family !== 'c');
  expect([0.5, 0.8, 0.9].map(of)).toEqual([3, 10, null]);
});
