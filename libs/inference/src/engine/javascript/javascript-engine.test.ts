import { degasEncoding } from '@degas/features';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { nyuLike } from '../../testing/random-model.ts';
import { randomNetwork } from '../../testing/random-networks.ts';
import { referenceScore, referenceValues } from '../../testing/reference-network.ts';
import { createJavascriptEngine } from './javascript-engine.ts';

const name = fc.oneof(
  fc.domain(),
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.stringMatching(/^[a-z0-9]{5,20}\.com$/),
);

describe('the plain engine', () => {
  test('scores random networks as their definition does', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.array(name, { minLength: 1, maxLength: 3 }), (seed, names) => {
        const model = randomNetwork(seed);
        const engine = createJavascriptEngine(model, degasEncoding);
        engine.encode(names, names.length);
        engine.run(names.length, -Infinity);
        names.forEach((_, i) => {
          const codes = [...engine.codes.subarray(i * 75, (i + 1) * 75)];
          const values = referenceValues(model, codes);
          expect(
            Math.abs((engine.scores[i] ?? NaN) - (values.get('score')?.[0]?.[0] ?? NaN)),
          ).toBeLessThan(1e-5);
          values.get('families')?.[0]?.forEach((expected, family) => {
            expect(engine.familyScores?.[i * 3 + family]).toBeCloseTo(expected, 3);
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  test('scores the layers of nyu as their definition does', () => {
    const model = nyuLike(3);
    const engine = createJavascriptEngine(model, degasEncoding);
    const names = ['', 'google.com', 'xjpakmdcfuqe.in', 'x'.repeat(80)];
    engine.encode(names, names.length);
    engine.run(names.length, -Infinity);
    names.forEach((_, i) => {
      const codes = [...engine.codes.subarray(i * 75, (i + 1) * 75)];
      expect(engine.scores[i]).toBeCloseTo(referenceScore(model, codes), 5);
    });
  });
});
