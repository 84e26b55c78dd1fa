import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { generate } from '../generate.ts';
import { families } from '../registry.ts';
import { familyProofs } from './family-proofs.ts';
import { vectorCallsAToM } from './vector-calls-a-to-m.ts';
import { vectorCallsNToZ } from './vector-calls-n-to-z.ts';
import { plainCall, readVectors, SPECIFICATIONS } from './vectors.ts';

const vectorCalls = { ...vectorCallsAToM, ...vectorCallsNToZ };
const PRESENT = existsSync(SPECIFICATIONS);
const withSpecifications = PRESENT ? describe : describe.skip;

withSpecifications(
  PRESENT ? 'published vectors' : 'published vectors (skipped: no ../shared/dga-specs here)',
  () => {
    describe.each(families().map(({ name }) => name))('%s', (family) => {
      const file = readVectors(family);

      test('has vectors', () => {
        expect(file?.variants.length).toBe(familyProofs[family]?.vectors);
      });

      test.each(
        (file?.variants ?? []).map(
          (vector) => [`${vector.variant} ${JSON.stringify(vector.inputs)}`, vector] as const,
        ),
      )('%s', (_, vector) => {
        if (file === undefined) throw new Error('no vectors');
        const calls = (vectorCalls[family] ?? plainCall)(vector.inputs, vector, file);
        const names = calls.flatMap((options) => [...generate(family, options)]);
        expect(names.slice(0, vector.domains.length)).toEqual(vector.domains);
        expect(names.slice(-3)).toEqual(vector.full.last3);
        expect(names.length).toBe(vector.full.n);
        expect(new Set(names).size).toBe(vector.full.distinct);
        const digest = createHash('sha256').update(names.map((name) => `${name}\n`).join(''));
        expect(digest.digest('hex')).toBe(vector.full.sha256);
      });
    });
  },
);
