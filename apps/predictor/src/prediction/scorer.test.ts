import { join } from 'node:path';

import { degasEncoding, encode } from '@degas/features';
import { loadClassifier } from '@degas/inference';
import { describe, expect, test } from '@jest/globals';

import { fakeClassifier } from '../testing/fake-classifier.ts';
import { Scorer } from './scorer.ts';

test('reports scores that are answered, and how many of them came from the cache', async () => {
  const reported: [number, number][] = [];
  const scorer = new Scorer(await loadClassifier(), {
    onScores: (scores, cacheHits) => reported.push([scores.length, cacheHits]),
  });
  const names = ['google.com', 'xjpakmdcfuqe.in'];
  await scorer.score([{ kind: 'names', names }]);
  await scorer.score([{ kind: 'names', names: [...names, 'example.org'] }]);
  await scorer.classify([{ kind: 'names', names: ['google.com'] }], () => undefined);
  expect(reported).toEqual([
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
    expect([...(await scorer.score([{ kind: 'codes', codes, rows: 2 }]))]).toEqual([0.125, 0.25]);
  });

  test('scores texts without a registrable part as they are, and never as a silent 0', async () => {
    const texts = ['234kd3ds9fkj3', 'http://x.com/y', 'printer.local', 'a?c.com'];
    const codes = new Int32Array(texts.length * degasEncoding.length);
    texts.forEach((text, i) => {
      codes.set(codesOf(text), i * degasEncoding.length);
    });
    const chunks = [{ kind: 'codes', codes, rows: texts.length }] as const;
    const expected = texts.map((text) => Math.fround(text.length / 64));
    expect([...(await scorer.score(chunks))]).toEqual(expected);
  });
});

/** What clients of the published encoding send beside names: no registrable part, no text at all, more than fits. */
const strangeTexts = [
  '234kd3ds9fkj3',
  'http://qhvwkmznfjydtr.com/a.php?x=1',
  'printer.local',
  'host.corp',
  'xjpakmdcfuqe.in.',
  'co.uk',
  '192.168.0.1',
  '_dmarc.example.com',
  'a?c.com',
  '',
  '-',
  'x'.repeat(75),
];

test.each(['1', '2', '3'])(
  'version %s gives every row of the published codes a score of its own, never a silent 0',
  async (version) => {
    const classifier = await loadClassifier(
      join(import.meta.dirname, '../../../../models/degas', version),
    );
    const scorer = new Scorer(classifier);
    const rows = strangeTexts.length;
    const codes = new Int32Array(rows * degasEncoding.length);
    strangeTexts.forEach((text, i) => {
      codes.set(codesOf(text), i * degasEncoding.length);
    });
    const scores = await scorer.score([{ kind: 'codes', codes, rows }]);
    expect([...scores].filter((score) => !(score > 0 && score <= 1))).toEqual([]);
    expect(new Set(scores).size).toBeGreaterThan(rows / 2);
    if (version !== '1') {
      expect(scores[0]).toBe(classifier.scoreTexts(['234kd3ds9fkj3'])[0]);
      expect(scores[2]).toBe(classifier.scoreTexts(['printer.local'])[0]);
    }
    scorer.close();
  },
);
