import { degasEncoding } from '@degas/features';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { Classifier } from '../classifier/classifier.ts';
import { createJavascriptEngine } from '../engine/javascript/javascript-engine.ts';
import { readCompiledModel, writeCompiledModel } from '../format/degas-bin.ts';
import { withRandomGroup } from '../testing/random-group.ts';
import { nyuLike } from '../testing/random-model.ts';
import { alertLevel, alertRate, alertScore } from './alert-score.ts';
import { groupEvidence } from './group-evidence.ts';
import { familyNetworkOf, groupNetworkOf } from './group-tensors.ts';

const plain = nyuLike(1, 8, 8);
const model = withRandomGroup(plain);
const classifier = new Classifier(model, createJavascriptEngine(model, degasEncoding));

const label = fc.stringMatching(/^[a-z0-9]{3,14}$/);
const groups = fc.array(
  fc.tuple(label, fc.constantFrom('com', 'net', 'co.uk', 'xyz'), fc.boolean()),
  { minLength: 2, maxLength: 40 },
);
const namesOf = (group: readonly (readonly [string, string, boolean])[]) =>
  group.map(([name, suffix]) => `${name}.${suffix}`);

test('the order of the names is of no importance', () => {
  fc.assert(
    fc.property(groups, (group) => {
      const failedOf = new Set(namesOf(group).filter((_, i) => group[i]?.[2]));
      const names = namesOf(group);
      const verdict = classifier.judgeGroup(names, { failed: failedOf });
      expect(classifier.judgeGroup(names.toReversed(), { failed: failedOf })).toEqual(verdict);
    }),
    { numRuns: 30 },
  );
});

test('repeated names, hosts below them and names that can not be scored change nothing', () => {
  const names = ['abcdefgh.com', 'qwertzui.net', 'yxcvbnma.org'];
  const verdict = classifier.judgeGroup(names);
  const others = ['www.abcdefgh.com', 'ABCDEFGH.com.', 'localhost', '', '10.0.0.1'];
  expect(classifier.judgeGroup([...names, ...others])).toEqual(verdict);
  expect(verdict).toMatchObject({ distinctNames: 3, failed: null });
});

test('one name alone has the score and the level of its own verdict', () => {
  fc.assert(
    fc.property(label, (name) => {
      const { score, level } = classifier.classifyOne(`${name}.com`);
      expect(classifier.judgeGroup([`${name}.com`])).toMatchObject({ score, level });
    }),
    { numRuns: 30 },
  );
});

test.each<[string, unknown, string]>([
  ['fewer values than names', [true], 'failed with 1 values for 2 names'],
  ['names in an array', ['abcdefgh.com'], 'Write failed: new Set(names)'],
  ['as many names in an array', ['abcdefgh.com', 'qwertzui.net'], 'Write failed: new Set(names)'],
  ['a text', 'yes', 'failed of type string'],
  ['true', true, 'failed of type boolean'],
])('%s for answers is refused, not read as none that failed', (_, failed, message) => {
  const names = ['abcdefgh.com', 'qwertzui.net'];
  expect(() => classifier.judgeGroup(names, { failed } as never)).toThrow(
    expect.objectContaining({
      code: 'INFERENCE_BAD_OPTION',
      message: expect.stringContaining(message),
    }),
  );
});

test('a set of another realm is a set', () => {
  const names = ['abcdefgh.com', 'qwertzui.net'];
  const failed = new Set(['abcdefgh.com']);
  const foreign = { has: (name: string) => failed.has(name) } as ReadonlySet<string>;
  expect(classifier.judgeGroup(names, { failed: foreign })).toEqual(
    classifier.judgeGroup(names, { failed }),
  );
  expect(classifier.judgeGroup(names, { failed: foreign }).failed).toBe(1);
});

test('a text for names is refused', () => {
  expect(() => classifier.judgeGroup('abcdefgh.com' as never)).toThrow(
    expect.objectContaining({ code: 'INFERENCE_BAD_NAMES' }),
  );
});

test('no names have no score', () => {
  expect(classifier.judgeGroup([])).toMatchObject({ score: 0, level: null, names: [] });
  expect(classifier.judgeGroup(['localhost'], { failed: [true] })).toMatchObject({ failed: 0 });
});

test('weights sum to 1, over at most 24 names', () => {
  fc.assert(
    fc.property(groups, (group) => {
      const { names } = classifier.judgeGroup(namesOf(group));
      expect(names.length).toBeLessThanOrEqual(24);
      if (names.length === 0) return;
      expect(names.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    }),
    { numRuns: 30 },
  );
});

test('answers tell: which names failed is part of the verdict', () => {
  const names = Array.from({ length: 12 }, (_, i) => `name${i}x.com`);
  const of = (failed?: boolean[]) => classifier.judgeGroup(names, failed ? { failed } : {}).score;
  const scores = [of(), of(names.map(() => true)), of(names.map((_, i) => i < 4))];
  expect(new Set(scores).size).toBe(3);
});

test('gathered evidence has the same verdict as the names', () => {
  const names = Array.from({ length: 30 }, (_, i) => `name${i}x.com`);
  const logits = Array.from(classifier.score(names), (score) => Math.log(score / (1 - score)));
  const verdict = classifier.judgeEvidence(groupEvidence(names, logits, null));
  expect(verdict.score).toBeCloseTo(classifier.judgeGroup(names).score, 5);
  const { score } = classifier.judgeEvidence(groupEvidence(names, logits, null), { trials: 100 });
  expect(score).toBeLessThanOrEqual(verdict.score);
});

test('of 100,000 names the most suspicious are looked at, and all are counted', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `n${i}.com`);
  const logits = names.map((_, i) => (i % 1000) / 100 - 9);
  const { all } = groupEvidence(names, logits, null);
  expect(all.total).toBe(100_000);
  expect(all.logits[0]).toBeCloseTo(0.99);
  expect(classifier.judgeEvidence({ all, failing: null }).distinctNames).toBe(100_000);
});

test('a model without a group network says so, and reads as ever', () => {
  const without = new Classifier(plain, createJavascriptEngine(plain, degasEncoding));
  expect(() => without.judgeGroup(['example.com'])).toThrow(
    expect.objectContaining({ code: 'INFERENCE_NO_GROUP_NETWORK' }),
  );
  expect(readCompiledModel(writeCompiledModel(plain)).group).toBeUndefined();
});

test('group networks are in the file and come out of it as they were, to the integer', () => {
  const read = readCompiledModel(writeCompiledModel(model));
  expect(read.group).toEqual(model.group);
  for (const networkOf of [groupNetworkOf, familyNetworkOf]) {
    expect(networkOf(read)).not.toBeNull();
    expect(networkOf(read)).toEqual(networkOf(model));
  }
});

test('what is remembered of names changes no verdict', () => {
  fc.assert(
    fc.property(fc.array(groups, { minLength: 2, maxLength: 4 }), (several) => {
      const fresh = () => new Classifier(model, createJavascriptEngine(model, degasEncoding));
      const one = fresh();
      for (const group of several) {
        const failed = group.map(([, , isFailed]) => isFailed);
        const verdict = one.judgeGroup(namesOf(group), { failed });
        expect(fresh().judgeGroup(namesOf(group), { failed })).toEqual(verdict);
      }
    }),
    { numRuns: 10 },
  );
});

test('a group network that does not fit its numbers is refused', () => {
  const tensors = Object.fromEntries(
    Object.entries(model.tensors).filter(([name]) => name !== 'group/0/bias'),
  );
  expect(() => groupNetworkOf({ ...model, tensors })).toThrow(/group\/0\/bias/);
  const other = withRandomGroup(plain);
  const narrow = {
    ...other,
    tensors: { ...other.tensors, 'group/mean': { shape: [3], data: new Float32Array(3) } },
  };
  expect(() => groupNetworkOf(narrow)).toThrow(/Expected/);
});

test('rates fall as values rise, and levels follow from them', () => {
  const rates = [1e-1, 1e-2, 1e-3, 1e-4].map((rate, i) => ({ rate, logit: i }));
  fc.assert(
    fc.property(
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (at, more) => {
        expect(alertRate(at + more, rates)).toBeLessThanOrEqual(alertRate(at, rates) * (1 + 1e-12));
      },
    ),
  );
  expect([-3, 0.9, 1, 2, 3].map((logit) => alertLevel(alertRate(logit, rates)))).toEqual([
    null,
    null,
    'low',
    'medium',
    'high',
  ]);
  expect(alertScore(alertRate(2, rates))).toBeCloseTo(0.5);
});
