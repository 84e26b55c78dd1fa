import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LabelledDomain } from '@degas/features';
import { loadClassifier } from '@degas/inference';
import { loadModel } from '@degas/model';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { candidateSets } from '../protocols/candidate-sets.ts';
import { generatedNames } from '../recipe/generated-names.ts';
import { candidatesLine, chooseCandidates, type CandidateChoice } from './choose-candidates.ts';

const families = ['qakbot', 'ramnit', 'necurs', 'tinba', 'locky', 'murofet', 'suppobox', 'corebot'];
const names = (seed: number): LabelledDomain[] => [
  ...generatedNames({ families, perFamily: 100, part: 'judging', seed }),
];
const rows = async function* (given: readonly LabelledDomain[]) {
  yield* await Promise.resolve(given);
};

let folder = '';
let choice: CandidateChoice | null = null;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'degas-candidates-')), '1');
  await cp(join(import.meta.dirname, '../../../../models/degas/3'), folder, { recursive: true });
  choice = await chooseCandidates(folder, rows(names(1)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('of nine in ten names the family is among the candidates, which are few', async () => {
  expect(choice?.coverage).toBeGreaterThan(0.85);
  expect(choice?.meanSize).toBeLessThan(3);
  const classifier = await loadClassifier(folder, { operatingPoint: 'low' });
  const sets = candidateSets(classifier, names(2));
  const covered = sets.filter(({ candidates, truth }) => candidates.includes(truth));
  expect(covered.length / sets.length).toBeGreaterThan(0.85);
  expect(sets.every(({ candidates, single }) => single === null || candidates.length === 1)).toBe(
    true,
  );
});

test('the version says so in its manifest and its compiled form, and is whole', async () => {
  const { model, manifest } = await loadModel(folder);
  model.dispose();
  expect(manifest.candidateThreshold).toBe(choice?.threshold);
  expect(manifest.metrics.candidates).toMatchObject({ coverageAskedFor: 0.9 });
  const verdicts = async (familyThreshold?: number) => {
    const options = familyThreshold === undefined ? {} : { familyThreshold };
    const classifier = await loadClassifier(folder, options);
    return classifier.classify(names(3).map(({ domain }) => domain));
  };
  expect(await verdicts()).toEqual(await verdicts(choice?.threshold));
  expect(await verdicts()).not.toEqual(await verdicts(0.9));
});

test('a few names choose nothing', async () => {
  expect(await chooseCandidates(folder, rows(names(1).slice(0, 50)))).toBeNull();
});

test('the figures are told in a line', () => {
  const figures = {
    names: 1000,
    coverage: 0.911,
    meanSize: 1.29,
    single: 0.75,
    singleRight: 0.958,
  };
  expect(candidatesLine({ ...figures, threshold: 0.167, coverageAskedFor: 0.9 })).toBe(
    'Families of probability 0.167 or more are candidates: of 1000 held-out names, 91.1 % have theirs among 1.29 on average; ' +
      'one alone is named for 75.0 %, rightly for 95.8 %.',
  );
});
