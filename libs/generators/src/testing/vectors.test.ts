import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { families } from '../registry.ts';
import { evidenceOf, familiesWithEvidence, namesOfVector } from './family-evidence.ts';

const registered = families().map(({ name }) => name);

test('every registered family has evidence, and nothing else has', () => {
  expect(familiesWithEvidence()).toEqual(registered);
});

describe.each(registered)('%s reproduces', (family) => {
  const evidence = evidenceOf(family) ?? { vectors: [], corpus: [] };

  test('at least one published list', () => {
    expect(evidence.vectors.length).toBeGreaterThan(0);
  });

  test.each(
    evidence.vectors.map((vector) => {
      const { options, dates } = vector;
      return [JSON.stringify({ ...options, ...dates }).slice(0, 120), vector] as const;
    }),
  )('%s', (_, vector) => {
    const names = namesOfVector(family, vector, evidence);
    expect(names[0]).toBe(vector.first);
    expect(names).toHaveLength(vector.names);
    const digest = createHash('sha256').update(names.map((name) => `${name}\n`).join(''));
    expect(digest.digest('hex')).toBe(vector.sha256);
  });
});

/** The folder of the specifications, next to the repository. */
const SPECIFICATIONS = join(import.meta.dirname, '../../../../../shared/dga-specs/vectors');
const PRESENT = existsSync(SPECIFICATIONS);

/** What the shared files hold of a published list. */
interface SharedVectors {
  readonly variants: readonly { readonly full: { readonly sha256: string } }[];
}

(PRESENT ? describe : describe.skip)(
  `the evidence ${PRESENT ? '' : '(skipped: ../shared/dga-specs is not here)'}`,
  () => {
    test.each(registered)('of %s is every vector of its specification', (family) => {
      const path = join(SPECIFICATIONS, `${family}.json`);
      const shared = existsSync(path)
        ? (JSON.parse(readFileSync(path, 'utf8')) as SharedVectors)
        : { variants: [] };
      expect(evidenceOf(family)?.vectors.map(({ sha256 }) => sha256)).toEqual(
        shared.variants.map(({ full }) => full.sha256),
      );
    });
  },
);
