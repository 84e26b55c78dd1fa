import { degasEncoding } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import type { ClassifierOptions } from '../classifier/classifier-options.ts';
import { Classifier } from '../classifier/classifier.ts';
import { createJavascriptEngine } from '../engine/javascript/javascript-engine.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { RandomNetwork } from '../testing/random-model.ts';
import { explainVerdict } from './explain.ts';

/** A network that calls names DGA for their letter q, and for nothing else. */
function lookingForQ(): CompiledModel {
  const network = new RandomNetwork(1);
  network.tableConvolution('conv', 1, 1);
  network.add({ name: 'pool', inputs: ['conv'], op: 'global_sum_pool1d' });
  network.dense('score', 'pool', 1, 1, 'sigmoid');
  const tables = new Float32Array(degasEncoding.vocabulary);
  const codes = new Uint8Array(degasEncoding.length);
  degasEncoding.encodeInto('q', codes, 0);
  tables[codes.at(-1) ?? 0] = 1;
  network.tensors['conv/tables'] = { shape: [1, degasEncoding.vocabulary, 1], data: tables };
  network.tensors['conv/bias'] = { shape: [1], data: Float32Array.of(0) };
  network.tensors['score/kernel'] = { shape: [1, 1], data: Float32Array.of(4) };
  network.tensors['score/bias'] = { shape: [1], data: Float32Array.of(-4) };
  return network.model();
}

function open(options: ClassifierOptions = {}): Classifier {
  const model = lookingForQ();
  return new Classifier(model, createJavascriptEngine(model, degasEncoding), options);
}

const explaining = (name: string, options?: ClassifierOptions) => open(options).explain(name);

describe('an explanation', () => {
  test('weighs the characters that carry the verdict', () => {
    const { characters, ngrams, verdict } = explaining('www.abqdqe.com');
    expect(verdict.label).toBe('dga');
    expect(characters.map(({ text }) => text).join('')).toBe('abqdqecom');
    for (const { text, weight } of characters) expect(weight).toBeCloseTo(text === 'q' ? 4 : 0, 4);
    expect(ngrams[0]).toMatchObject({ text: 'qdq', at: 2 });
    expect(ngrams[0]?.weight).toBeCloseTo(8, 4);
  });

  test('knows the facts of the label', () => {
    expect(explaining('shop-4you.co.uk').facts).toMatchObject({
      label: 'shop-4you',
      length: 9,
      words: ['shop', 'you'],
      dictionaryShare: 7 / 9,
      digitShare: 1 / 9,
      hyphenShare: 1 / 9,
      isInternational: false,
    });
    expect(explaining('aabb.com').facts?.entropy).toBeCloseTo(1);
    expect(explaining('bücher.de').facts?.isInternational).toBe(true);
  });

  test.each<[string, ClassifierOptions, RegExp]>([
    [
      'qbqzxkrwtq.com',
      {},
      /^qbqzxkrwtq\.com scores .* probably made by a DGA\. Its label has 10 .*weigh most\.$/,
    ],
    [
      'photo-shop.com',
      {},
      /below the threshold of 0\.5: benign\. Its label has .*common words \(photo, shop\)/,
    ],
    [
      'www.qq.com',
      { allow: ['*.qq.com'] },
      /^qq\.com is allowed by the rule '\*\.qq\.com'; by itself the network calls it DGA/,
    ],
    [
      'a.com',
      { deny: ['a.com'] },
      /^a\.com is denied by the rule 'a\.com'; by itself the network calls it benign/,
    ],
    [
      'a.com',
      { knownDga: { familyOf: () => 'necurs' } },
      /^a\.com is a name that the necurs DGA is known to make/,
    ],
    ['10.0.0.1', {}, /^The name was not scored: it is an IP address\.$/],
  ])('says of %s with %j a sentence an analyst accepts', (name, options, expected) => {
    expect(explaining(name, options).sentence).toMatch(expected);
  });

  test('weighs what a name in Punycode was read as', () => {
    const classifier = open();
    const verdict = classifier.classifyOne('xn--qhvwqkmzqnfjy.com');
    const likeQ = (texts: readonly string[]): Float32Array =>
      Float32Array.from(texts, (text) =>
        text.startsWith('xn--') ? 0.1 : text.split('q').length / 9,
      );
    const { reading, characters, facts, sentence } = explainVerdict(
      verdict,
      classifier.model,
      likeQ,
    );
    expect(reading).toBe('qhvwqkmzqnfjy.com');
    expect(characters.map(({ text }) => text).join('')).toBe('qhvwqkmzqnfjycom');
    expect(facts).toMatchObject({ label: 'qhvwqkmzqnfjy', isInternational: true });
    expect(sentence).toMatch(/^xn--qhvwqkmzqnfjy\.com, read as qhvwqkmzqnfjy\.com, scores/);
    expect(explaining('google.com').reading).toBeUndefined();
  });

  test('of a skipped name there is nothing to weigh', () => {
    expect(explaining('_sip._tcp.x.com')).toMatchObject({
      characters: [],
      ngrams: [],
      facts: null,
    });
  });
});
