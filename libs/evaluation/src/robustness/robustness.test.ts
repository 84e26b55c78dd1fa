import { describe, expect, test } from '@jest/globals';

import { measureRobustness } from './robustness.ts';

/** A detector that looks at the share of vowels; names that begin with a digit it skips. */
const score = (names: readonly string[]) =>
  Float32Array.from(names, (name) =>
    /^\d/.test(name) ? NaN : 1 - (name.match(/[aeiou]/g)?.length ?? 0) / name.length,
  );

describe('measureRobustness', () => {
  const names = ['xkcdqz.com', 'bcdf.com', 'aeio.com', '9xkcd.com'];

  test('compares recall before and after each attack, skipped names being misses', async () => {
    const results = await measureRobustness({
      score,
      names,
      attacks: {
        vowels: (from) => from.map((name) => `aeiou${name}`),
        nothing: () => [],
      },
      thresholds: { low: 0.45, high: 0.85 },
    });
    // as they are: .9, .875, .375, skipped; with vowels: .6, .538, .231, .643
    expect(results).toEqual([
      { attack: null, names: 4, skipped: 1, recall: { low: 0.5, high: 0.5 } },
      { attack: 'vowels', names: 4, skipped: 0, recall: { low: 0.75, high: 0 } },
      { attack: 'nothing', names: 0, skipped: 0, recall: { low: null, high: null } },
    ]);
  });

  test('scores in batches, reports each result as it comes, and takes an asynchronous scorer', async () => {
    const sizes: number[] = [];
    const told: (string | null)[] = [];
    const results = await measureRobustness({
      score: (batch) => {
        sizes.push(batch.length);
        return Promise.resolve(score(batch));
      },
      names,
      attacks: {
        *endless() {
          for (let i = 0; i < 5; i++) yield 'xkcdqz.com';
        },
      },
      thresholds: { low: 0.5 },
      batchSize: 3,
      onAttack: ({ attack }) => told.push(attack),
    });
    expect(sizes).toEqual([3, 1, 3, 2]);
    expect(told).toEqual([null, 'endless']);
    expect(results[1]?.recall).toEqual({ low: 1 });
  });
});
