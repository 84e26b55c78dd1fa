import { degasEncoding, encode } from '@degas/features';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { createJavascriptEngine } from '../engine/javascript/javascript-engine.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { readCompiledModel, writeCompiledModel } from '../format/degas-bin.ts';
import { nyuLike, RandomNetwork } from '../testing/random-model.ts';
import { referenceScore } from '../testing/reference-network.ts';
import { DomainList } from '../verdict/domain-list.ts';
import type { ClassifierOptions } from './classifier-options.ts';
import { Classifier } from './classifier.ts';
import { loadClassifier } from './load-classifier.ts';

function classifierOf(model: CompiledModel, options?: ClassifierOptions): Classifier {
  return new Classifier(model, createJavascriptEngine(model, degasEncoding), options);
}

const model = nyuLike(1, 8, 8);
const classifier = classifierOf(model);

const hostile: unknown[] = [
  '',
  '.',
  '\0',
  '\ud800.com',
  'x'.repeat(1_000_000),
  'a.'.repeat(100_000),
  'xn--a-ecp.ru',
  'xn--',
  '__proto__',
  'constructor.com',
  null,
  undefined,
  7,
  NaN,
  {},
  [],
  Symbol('name'),
  () => 'x',
  { toString: () => 'google.com' },
  new Uint8Array(3),
  10n,
];

describe('a classifier', () => {
  test('scores the registrable name', () => {
    const expected = referenceScore(model, [...encode('google.com', degasEncoding)]);
    const verdict = classifier.classifyOne('WWW.Google.com.');
    expect(verdict).toMatchObject({
      domain: 'WWW.Google.com.',
      registrable: 'google.com',
      skipped: null,
      family: null,
    });
    expect(verdict.score).toBeCloseTo(expected, 5);
  });

  test('scores texts as they are, those that score skips as well', () => {
    const texts = ['google.com', 'printer.local', '234kd3ds9fkj3', ''];
    const expected = texts.map((text) => referenceScore(model, [...encode(text)]));
    [...classifier.scoreTexts(texts)].forEach((score, i) => {
      expect(score).toBeCloseTo(expected[i] ?? NaN, 5);
    });
    expect([...classifier.score(texts.slice(1))]).toEqual([NaN, NaN, NaN]);
    expect(classifier.scoreTexts([])).toHaveLength(0);
  });

  test('says the same by classify, classifyOne, score and scoreCodes', () => {
    const names = [
      'google.com',
      'xjpakmdcfuqe.in',
      'www.example.co.uk',
      'google.com',
      ...Array.from({ length: 200 }, (_, i) => `n${i}.org`),
    ];
    const verdicts = classifier.classify(names);
    expect(verdicts).toEqual(names.map((name) => classifier.classifyOne(name)));
    expect([...classifier.score(names)]).toEqual(verdicts.map(({ score }) => score));
    expect([...classifier.score(names)]).toEqual(verdicts.map(({ score }) => score));
    const rows = Int32Array.from(
      verdicts.flatMap(({ registrable }) => [...encode(registrable ?? '')]),
    );
    expect([...classifier.scoreCodes(rows)]).toEqual(verdicts.map(({ score }) => score));
  });

  test('skips what is no name, with the reason, and never throws', () => {
    const verdicts = classifier.classify(hostile as string[]);
    expect(verdicts).toHaveLength(hostile.length);
    hostile.forEach((name, i) => {
      expect(verdicts[i]?.domain).toBe(name);
      if (typeof name !== 'string')
        expect(verdicts[i]).toMatchObject({ label: 'skipped', skipped: 'invalid', score: null });
    });
    const scores = classifier.score(hostile as string[]);
    verdicts.forEach(({ score }, i) => {
      expect(scores[i]).toBe(score ?? NaN);
    });
  });

  test('a name in Punycode has the highest score of what it may be read as, in any batch', () => {
    const hidden = Array.from({ length: 300 }, (_, i) => `xn--q${'xyzwv'.repeat(2)}${i}jh.com`);
    const plain = Array.from({ length: 300 }, (_, i) => `n${i}.org`);
    const mixed = hidden.flatMap((name, i) => [name, plain[i] ?? '', 'not a name']);
    const scores = classifier.score(mixed);
    const asSpelled = classifier.scoreTexts(hidden);
    const asRead = classifier.scoreTexts(hidden.map((name) => name.slice('xn--'.length)));
    hidden.forEach((_, i) => {
      expect(scores[3 * i]).toBe(Math.max(asSpelled[i] ?? NaN, asRead[i] ?? NaN));
      expect(scores[3 * i + 1]).toBe(classifier.scoreTexts([plain[i] ?? ''])[0]);
    });
    const verdicts = classifierOf(model, { cacheSize: 0 }).classify(mixed);
    expect(verdicts.map(({ score }) => score ?? NaN)).toEqual([...scores]);
    expect(verdicts[0]).toMatchObject({ domain: hidden[0], registrable: hidden[0] });
  });

  test('counts the names that come again and spare the network', () => {
    const fresh = classifierOf(model);
    fresh.score(['google.com', 'example.org', '10.0.0.1']);
    expect(fresh.cacheHits).toBe(0);
    fresh.score(['google.com', '10.0.0.1']);
    fresh.classify(['google.com', 'example.net', 'single']);
    expect(fresh.cacheHits).toBe(2);
    const forgetful = classifierOf(model, { cacheSize: 0 });
    for (let i = 0; i < 2; i++) forgetful.score(['google.com']);
    expect(forgetful.cacheHits).toBe(0);
  });

  test('any string gives a verdict', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { label, score } = classifier.classifyOne(name);
        expect(
          label === 'skipped' ? score === null : score !== null && score >= 0 && score <= 1,
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [undefined, 0.5],
    ['low', 0.6],
    ['medium', 0.75],
    ['high', 0.9],
    [0.2, 0.2],
  ] as const)('at operating point %s calls scores from %d on DGA', (operatingPoint, threshold) => {
    const strict = classifierOf(model, {
      ...(operatingPoint !== undefined && { operatingPoint }),
    });
    expect(strict.model.threshold).toBe(threshold);
    for (const { score, label } of strict.classify(
      Array.from({ length: 50 }, (_, i) => `q${i * 7919}x.com`),
    )) {
      expect(label).toBe((score ?? 0) >= threshold ? 'dga' : 'benign');
    }
  });

  test.each([[-0.1], [NaN], ['strict']])('refuses operating point %s', (operatingPoint) => {
    expect(() => classifierOf(model, { operatingPoint: operatingPoint as number })).toThrow(
      expect.objectContaining({ code: 'INFERENCE_BAD_OPTION' }),
    );
  });

  test('lists decide the label and leave the score; the more specific rule wins', () => {
    const names = ['www.google.com', 'x.google.com', 'evil.org', 'good.evil.org', 'a.ddns.net'];
    const listed = classifierOf(model, {
      operatingPoint: 1,
      allow: ['google.com', 'good.evil.org', 'ddns.net'],
      deny: new DomainList(['*.evil.org', 'evil.org', 'x.google.com', '*.ddns.net']),
    });
    const verdicts = listed.classify(names);
    expect(verdicts.map(({ label, decision }) => [label, decision])).toEqual([
      ['benign', { by: 'allow', rule: 'google.com' }],
      ['dga', { by: 'deny', rule: 'x.google.com' }],
      ['dga', { by: 'deny', rule: 'evil.org' }],
      ['benign', { by: 'allow', rule: 'good.evil.org' }],
      ['dga', { by: 'deny', rule: '*.ddns.net' }],
    ]);
    expect(verdicts.map(({ score }) => score)).toEqual([...classifier.score(names)]);
  });

  test('a name that a DGA is known to make is called so, by its family', () => {
    const known = new Map([['xjpakmdcfuqe.in', 'necurs']]);
    const knowing = classifierOf(model, {
      operatingPoint: 1,
      allow: ['allowed.xjpakmdcfuqe.in'],
      knownDga: { familyOf: (name) => known.get(name) ?? null },
    });
    expect(knowing.classifyOne('WWW.xjpakmdcfuqe.in')).toMatchObject({
      label: 'dga',
      family: 'necurs',
      decision: { by: 'known_dga', rule: 'xjpakmdcfuqe.in' },
    });
    expect(knowing.classifyOne('allowed.xjpakmdcfuqe.in').label).toBe('benign');
    expect(knowing.classifyOne('google.com').decision).toBeUndefined();
  });

  test('streams chunks of verdicts in order', async () => {
    const chunks = [['google.com', 'x.org'], [], ['192.168.0.1']];
    const seen: unknown[] = [];
    const source = new ReadableStream<string[]>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    for await (const verdicts of source.pipeThrough(classifier.stream())) seen.push(verdicts);
    expect(seen).toEqual(chunks.map((names) => classifier.classify(names)));
  });

  test('a name is looked up by its host, too: some families put a label in front of what is registered', () => {
    const known = new Map([['app2.winsoft0.com', 'fosniw']]);
    const asked: string[] = [];
    const familyOf = (name: string) => {
      asked.push(name);
      return known.get(name) ?? null;
    };
    const knowing = classifierOf(model, { operatingPoint: 1, knownDga: { familyOf } });
    expect(knowing.classifyOne('App2.WinSoft0.com.')).toMatchObject({
      registrable: 'winsoft0.com',
      label: 'dga',
      family: 'fosniw',
      candidates: [],
      decision: { by: 'known_dga', rule: 'app2.winsoft0.com' },
    });
    expect(knowing.classifyOne('winsoft0.com').label).toBe('benign');
    expect(asked).toEqual(['winsoft0.com', 'app2.winsoft0.com', 'winsoft0.com']);
    expect(knowing.explain('app2.winsoft0.com').sentence).toMatch(/^app2\.winsoft0\.com is a name/);
  });

  test('names the family of a DGA name, where the network knows families', () => {
    const network = new RandomNetwork(5);
    network.tableConvolution('conv', 2, 8);
    network.add({ name: 'pool', inputs: ['conv'], op: 'global_max_pool1d' });
    network.dense('families', 'pool', 8, 3, 'linear');
    network.dense('score', 'pool', 8, 1, 'sigmoid');
    network.tensors['families/bias'] = { shape: [3], data: Float32Array.of(-99, 99, 0) };
    const withFamilies = network.model({
      families: ['necurs', 'gozi', 'qakbot'],
      familyNode: 'families',
    });
    const sure = classifierOf(withFamilies, { operatingPoint: 0 });
    expect(sure.classifyOne('google.com')).toMatchObject({ family: 'gozi' });
    expect(sure.classifyOne('google.com').familyProbability).toBeCloseTo(1, 5);
    sure.score(['example.org']);
    expect(sure.classifyOne('example.org').family).toBe('gozi');
    const cautious = classifierOf(withFamilies, { operatingPoint: 1, deny: ['example.com'] });
    expect(cautious.classifyOne('google.com').family).toBeNull();
    // What a rule alone calls DGA is of no family either.
    expect(cautious.classifyOne('example.com')).toMatchObject({ label: 'dga', family: null });
  });

  test('names no family that is not likely enough', () => {
    const network = new RandomNetwork(5);
    network.tableConvolution('conv', 2, 8);
    network.add({ name: 'pool', inputs: ['conv'], op: 'global_max_pool1d' });
    network.dense('families', 'pool', 8, 2, 'linear');
    network.dense('score', 'pool', 8, 1, 'sigmoid');
    network.tensors['families/kernel'] = { shape: [8, 2], data: new Float32Array(16) };
    network.tensors['families/bias'] = { shape: [2], data: Float32Array.of(0, 0.4) };
    const families = network.model({ families: ['necurs', 'gozi'], familyNode: 'families' });
    const probability = 1 / (1 + Math.exp(-0.4));
    const verdictAt = (familyThreshold: number) =>
      classifierOf(families, { operatingPoint: 0, familyThreshold }).classifyOne('google.com');
    expect(verdictAt(0.9)).toMatchObject({
      label: 'dga',
      family: null,
      kind: null,
      candidates: [],
    });
    expect(verdictAt(0.9).familyProbability).toBeUndefined();
    expect(verdictAt(0.55).family).toBe('gozi');
    expect(verdictAt(0.55).candidates).toHaveLength(1);
    expect(verdictAt(0.55).familyProbability).toBeCloseTo(probability, 6);
  });

  test.each<[string, readonly string[], readonly number[], object]>([
    [
      'two families: no single one',
      ['necurs', 'gozi', 'qakbot'],
      [0.5, 0.3, 0.2],
      { family: null, kind: null, candidates: ['necurs', 'gozi'] },
    ],
    [
      'a family, and what it may be without one',
      ['necurs', 'random-looking', 'qakbot'],
      [0.5, 0.3, 0.2],
      { family: null, kind: 'random-looking', candidates: ['necurs'] },
    ],
    [
      'a kind alone',
      ['necurs', 'advertising', 'qakbot'],
      [0.2, 0.6, 0.2],
      { family: null, kind: 'advertising', candidates: [] },
    ],
    [
      'two classes of one kind',
      ['charbot', 'disguised', 'qakbot'],
      [0.2, 0.15, 0.65],
      { family: null, kind: 'disguised', candidates: ['qakbot'] },
    ],
    [
      'two variants of a family, which are it',
      ['murofet', 'murofetweekly', 'qakbot'],
      [0.2, 0.6, 0.2],
      {
        family: 'murofet',
        kind: null,
        candidates: ['murofet'],
        familyProbability: expect.closeTo(0.8, 5),
      },
    ],
    [
      'a family, and a class without a name',
      ['necurs', 'g01', 'qakbot'],
      [0.5, 0.3, 0.2],
      { family: null, kind: null, candidates: ['necurs'] },
    ],
    ['three of each', ['a', 'b', 'c'], [1 / 3, 1 / 3, 1 / 3], { candidates: ['a', 'b', 'c'] }],
  ])('of what is likely enough, %s', (_, classes, probabilities, expected) => {
    const network = new RandomNetwork(5);
    network.tableConvolution('conv', 2, 8);
    network.add({ name: 'pool', inputs: ['conv'], op: 'global_max_pool1d' });
    network.dense('families', 'pool', 8, 3, 'linear');
    network.dense('score', 'pool', 8, 1, 'sigmoid');
    network.tensors['families/kernel'] = { shape: [8, 3], data: new Float32Array(24) };
    network.tensors['families/bias'] = {
      shape: [3],
      data: Float32Array.from(probabilities, Math.log),
    };
    const compiled = network.model({
      families: classes,
      familyNode: 'families',
      candidateThreshold: 0.25,
    });
    const dga = classifierOf(readCompiledModel(writeCompiledModel(compiled)), {
      operatingPoint: 0,
    });
    const verdict = dga.classifyOne('google.com');
    const candidates = verdict.candidates.map(({ family }) => family);
    expect({ ...verdict, candidates }).toMatchObject(expected);
    const { sentence } = dga.explain('google.com');
    for (const { family } of verdict.candidates) expect(sentence).toContain(family);
    expect(sentence).not.toMatch(/murofetweekly|charbot|g01/);
  });

  test.each([
    ['random-looking', { family: null, kind: 'random-looking' }],
    ['dictionary-looking', { family: null, kind: 'dictionary-looking' }],
    ['charbot', { family: null, kind: 'disguised' }],
    ['disguised', { family: null, kind: 'disguised' }],
    ['g01', { family: null, kind: null }],
    ['gozi', { family: 'gozi', kind: null }],
  ])('says of a name that is most like the class %s: %j', (name, expected) => {
    const network = new RandomNetwork(5);
    network.tableConvolution('conv', 2, 8);
    network.add({ name: 'pool', inputs: ['conv'], op: 'global_max_pool1d' });
    network.dense('families', 'pool', 8, 2, 'linear');
    network.dense('score', 'pool', 8, 1, 'sigmoid');
    network.tensors['families/kernel'] = { shape: [8, 2], data: new Float32Array(16) };
    network.tensors['families/bias'] = { shape: [2], data: Float32Array.of(0, 9) };
    const families = network.model({ families: ['necurs', name], familyNode: 'families' });
    const dga = classifierOf(families, { operatingPoint: 0 });
    const verdict = dga.classifyOne('google.com');
    expect(verdict).toMatchObject({ label: 'dga', ...expected });
    expect(verdict.familyProbability !== undefined).toBe(name !== 'g01');
    expect(dga.model.families).toEqual(name === 'gozi' ? ['necurs', 'gozi'] : ['necurs']);
    expect(JSON.stringify([dga.explain('google.com'), dga.model])).not.toMatch(/charbot|g01/);
    expect(classifierOf(families, { operatingPoint: 1 }).classifyOne('google.com').kind).toBeNull();
  });

  test.each<[string, object, string]>([
    ['an unknown option', { cache: 3 }, "unknown option 'cache'"],
    ['a misspelt one', { operatingpoint: 'high' }, "Did you mean 'operatingPoint'?"],
    ['a misspelt level', { operatingPoint: 'hihg' }, "Did you mean 'high'?"],
    ['no level at all', { operatingPoint: null }, "operatingPoint 'null'"],
    ['one rule as a text', { allow: 'example.com' }, "Write allow: ['example.com']"],
    ['rules that are none', { deny: 5 }, 'deny of type number'],
    ['a look-up without its method', { knownDga: new Set(['x.com']) }, 'familyOf'],
    ['a number as a text', { familyThreshold: '0.4' }, 'familyThreshold 0.4'],
    ['no number', { familyThreshold: null }, 'familyThreshold null'],
    ['more names to remember than there is memory', { cacheSize: 1e12 }, 'to 16777216'],
  ])('refuses %s, saying what to do', (_, options, message) => {
    expect(() => classifierOf(model, options)).toThrow(
      expect.objectContaining({
        code: 'INFERENCE_BAD_OPTION',
        message: expect.stringContaining(message),
      }),
    );
  });

  test.each([
    [
      'google.com',
      "classify() was given 'google.com', expected an array of names. Write classify([name]) or classifyOne(name).",
    ],
    [
      new Set(['google.com']),
      'classify() was given object, expected an array of names. Write classify([...names]) for other collections of names.',
    ],
    [undefined, 'classify() was given undefined'],
  ])('refuses %j in place of names', (names, message) => {
    expect(() => classifier.classify(names as never)).toThrow(
      expect.objectContaining({
        code: 'INFERENCE_BAD_NAMES',
        message: expect.stringContaining(message),
      }),
    );
    expect(() => classifier.score(names as never)).toThrow('score() was given');
    expect(() => classifier.scoreTexts(names as never)).toThrow('scoreTexts() was given');
  });

  test('has a verdict for every hole of an array', () => {
    const verdicts = classifier.classify(new Array<string>(2));
    expect(verdicts.map(({ label, skipped }) => [label, skipped])).toEqual([
      ['skipped', 'invalid'],
      ['skipped', 'invalid'],
    ]);
  });

  test.each([null, 'high', 5])('refuses %j in place of options', async (options) => {
    await expect(loadClassifier(undefined, options as never)).rejects.toMatchObject({
      code: 'INFERENCE_BAD_OPTION',
      message: expect.stringContaining('expected an object'),
    });
  });

  test('refuses codes that are no rows of its encoding, saying where', () => {
    expect(() => classifier.scoreCodes(new Int32Array(74))).toThrow('74 codes');
    expect(() => classifier.scoreCodes(new Int32Array(150).fill(42, 80, 81))).toThrow(
      'row 1, position 5',
    );
    expect(() => classifier.scoreCodes(new Int32Array(75).fill(-1))).toThrow(
      expect.objectContaining({ code: 'INFERENCE_BAD_CODES' }),
    );
    expect(() => classifier.scoreCodes(new Array(75).fill(1) as never)).toThrow(
      'Given codes of type array, expected an Int32Array',
    );
    expect(classifier.scoreCodes(new Uint8Array(0))).toHaveLength(0);
  });

  test('once closed, says so', () => {
    const closed = classifierOf(model);
    closed.close();
    expect(() => closed.score(['google.com'])).toThrow(
      expect.objectContaining({ code: 'INFERENCE_CLOSED' }),
    );
  });
});
