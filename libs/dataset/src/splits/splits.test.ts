import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { splitByDate } from './by-date.ts';
import { splitBySource } from './by-source.ts';
import { holdOutBenignSources } from './hold-out-benign-sources.ts';
import { holdOutFamilies, unseenFamilies } from './hold-out-families.ts';
import { splitIntoFolds } from './k-fold.ts';
import { makeSplit, splitNames } from './make-split.ts';
import { splitAtRandom } from './random.ts';
import { splitKey } from './split-key.ts';
import { splitRows } from './split-rows.ts';
import type { Split, SplitRow, SplitSide } from './split.ts';

const splits: readonly Split[] = [
  splitAtRandom(),
  splitBySource({ testSources: ['tranco', 'dga-t*'] }),
  splitByDate({ testFrom: '2020-01-01' }),
  holdOutFamilies(),
  holdOutBenignSources(),
  splitIntoFolds({ fold: 2 }),
];

const benign = (domain: string, source = 'alexa'): SplitRow => ({
  domain,
  label: 0,
  family: null,
  source,
});
const dga = (domain: string, family: string, date: string | null = null): SplitRow => ({
  domain,
  label: 1,
  family,
  source: `dga-${family}`,
  date,
});

/** Which registrable names are on both sides. */
async function onBothSides(
  rows: AsyncIterable<SplitRow> | Iterable<SplitRow>,
  split: Split,
): Promise<{ both: string[]; counts: Record<SplitSide, number> }> {
  const training = new Set<string>();
  const test = new Set<string>();
  const counts = { training: 0, test: 0, neither: 0 };
  for await (const { row, side } of splitRows(rows, split)) {
    counts[side]++;
    if (side !== 'neither') (side === 'training' ? training : test).add(splitKey(row.domain));
  }
  return { both: [...test].filter((name) => training.has(name)), counts };
}

describe.each(splits.map((split): [string, Split] => [split.name, split]))(
  'split %s',
  (_, split) => {
    const anyRow = fc
      .record({
        host: fc.constantFrom('', 'www.', 'a.b.', 'WWW.'),
        name: fc.stringMatching(/^[a-d]{1,2}$/),
        suffix: fc.constantFrom('com', 'co.uk', 'se', 'ddns.net', ''),
        label: fc.constantFrom(0 as const, 1 as const),
        family: fc.constantFrom('tinba', 'necurs', null),
        source: fc.constantFrom('tranco', 'alexa', 'benign-crawl2', 'dga-tinba'),
        date: fc.constantFrom('2019-12-31', '2020-01-01', null, 'soon'),
      })
      .map(({ host, name, suffix, ...row }) => ({ domain: `${host}${name}.${suffix}`, ...row }));

    test('has no registrable name on both sides, for any rows in any order', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyRow, { maxLength: 40 }), async (rows) => {
          expect((await onBothSides(rows, split)).both).toEqual([]);
        }),
      );
    });

    test('is made again from what the manifest records', () => {
      const recorded = JSON.parse(JSON.stringify(split)) as Split;
      const again = makeSplit(recorded);
      expect({ name: again.name, settings: again.settings }).toEqual(recorded);
      const rows = [benign('a.se', 'tranco'), dga('b.com', 'tinba', '2020-02-02'), benign('c.com')];
      expect(rows.map(again.sideOf)).toEqual(rows.map(split.sideOf));
      expect(splitNames).toContain(split.name);
    });
  },
);

describe('a split asks one question:', () => {
  test('sources', () => {
    const { sideOf } = splitBySource({ testSources: ['tranco', 'dga-t*'] });
    expect(
      [
        benign('a.com', 'tranco'),
        benign('a.com'),
        dga('b.com', 'tinba'),
        dga('b.com', 'necurs'),
      ].map(sideOf),
    ).toEqual(['test', 'training', 'test', 'training']);
  });

  test('days, for DGA names that have one', () => {
    const { sideOf } = splitByDate({ testFrom: '2020-01-01' });
    expect(
      ['2019-12-31', '2020-01-01', '2020-01-01 00:00:00', null].map((date) =>
        sideOf(dga('a.com', 'necurs', date)),
      ),
    ).toEqual(['training', 'test', 'test', 'neither']);
  });

  test('families: the sixteen of the fixed list', () => {
    const { sideOf } = holdOutFamilies();
    expect(unseenFamilies).toHaveLength(16);
    expect(unseenFamilies.map((family) => sideOf(dga('a.com', family)))).toEqual(
      unseenFamilies.map(() => 'test'),
    );
    expect(sideOf(dga('a.com', 'necurs'))).toBe('training');
  });

  test('benign sources: three, and one country of the crawls', () => {
    const { sideOf } = holdOutBenignSources();
    const rows = [
      benign('a.com', 'tranco'),
      benign('a.com', 'benign-third-party-hosts'),
      benign('a.com', 'benign-school-domains'),
      benign('a.se', 'benign-crawl2'),
      benign('a.com', 'benign-crawl2'),
      benign('a.se'),
    ];
    expect(rows.map(sideOf)).toEqual(['test', 'test', 'test', 'test', 'training', 'training']);
  });

  test('folds: each name is tested in exactly one, and they are of one size', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => benign(`name${i}.com`));
    const folds = Array.from({ length: 5 }, (_, fold) => splitIntoFolds({ fold }));
    const sizes = folds.map(({ sideOf }) => names.filter((row) => sideOf(row) === 'test').length);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(10_000);
    for (const size of sizes) expect(Math.abs(size - 2000)).toBeLessThan(160);
  });

  test.each([
    ['a fold beyond the last', () => splitIntoFolds({ fold: 5 })],
    ['one fold', () => splitIntoFolds({ fold: 0, folds: 1 })],
    ['no source', () => splitBySource({ testSources: [] })],
    ['no day', () => splitByDate({ testFrom: 'yesterday' })],
    ['an unknown name', () => makeSplit({ name: 'fair', settings: {} })],
  ])('%s is refused', (_, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'DATASET_OPTION_INVALID' }));
  });
});
