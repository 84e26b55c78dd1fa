import type { LabelledDomain } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { limitPerFamily, type FamilyLimit } from './limit-per-family.ts';

const row = (domain: string, family: string | null): LabelledDomain => ({
  domain,
  label: family === null ? 0 : 1,
  family,
  source: 's',
});
const rows = [
  ...Array.from({ length: 50 }, (_, i) => row(`b${i}.com`, null)),
  ...Array.from({ length: 40 }, (_, i) => row(`n${i}.com`, 'necurs')),
  ...Array.from({ length: 5 }, (_, i) => row(`q${i}.com`, 'qakbot')),
];

async function capped(
  given: readonly LabelledDomain[],
  cap: FamilyLimit,
): Promise<LabelledDomain[]> {
  const kept: LabelledDomain[] = [];
  for await (const r of limitPerFamily(given, cap)) kept.push(r);
  return kept;
}
const sorted = (given: readonly LabelledDomain[]): string[] => given.map((r) => r.domain).sort();

describe('capFamilies', () => {
  test('keeps small families and benign names whole, and limits a large family', async () => {
    const kept = await capped(rows, { perFamily: 10 });
    const count = (family: string | null): number => kept.filter((r) => r.family === family).length;
    expect([count(null), count('necurs'), count('qakbot')]).toEqual([50, 10, 5]);
  });

  test('chooses by name and seed, not by the order of the rows', async () => {
    const kept = sorted(await capped(rows, { perFamily: 10, benign: 7, seed: 3 }));
    expect(sorted(await capped(rows.toReversed(), { perFamily: 10, benign: 7, seed: 3 }))).toEqual(
      kept,
    );
    expect(sorted(await capped(rows, { perFamily: 10, benign: 7, seed: 4 }))).not.toEqual(kept);
    expect(kept).toHaveLength(22);
  });

  test.each([0, -1, 1.5])('refuses the cap %d', async (perFamily) => {
    await expect(capped(rows, { perFamily })).rejects.toMatchObject({
      code: 'DATASET_OPTION_INVALID',
    });
  });
});
