import { existsSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { generate } from '../generate.ts';
import { families } from '../registry.ts';
import { familyProofs } from './family-proofs.ts';
import { corpusNames, RAW_CORPUS } from './raw-corpus.ts';

test('every family has its proof', () => {
  expect(Object.keys(familyProofs)).toEqual(families().map(({ name }) => name));
});

const PRESENT = existsSync(RAW_CORPUS);
const withPool = PRESENT ? describe : describe.skip;

withPool(
  PRESENT ? 'names in the raw pool' : 'names in the raw pool (skipped: no ../shared/data/raw here)',
  () => {
    const witnesses = Object.entries(familyProofs).flatMap(([family, { pool }]) =>
      pool.map((witness) => [family, witness.file ?? family, witness] as const),
    );

    test.each(witnesses)('%s makes names of dga-%s.csv.gz', (family, file, witness) => {
      const names = new Set(
        [...generate(family, witness.options)].map((name) => name.toLowerCase()),
      );
      const pool = corpusNames(file);
      expect(names.size).toBe(witness.made);
      expect([...names].filter((name) => pool?.has(name))).toHaveLength(witness.found);
    });

    const absent = Object.entries(familyProofs).filter(([, { pool }]) => pool.length === 0);
    test.each(absent)('shows nothing for %s, for a reason', (family, { absent: reason }) => {
      expect(reason).toBeDefined();
      // Where the pool holds the family after all, the reason must be another than that it doesn't.
      if (corpusNames(family) !== undefined) expect(reason).not.toMatch(/does not hold/);
    });
  },
);
