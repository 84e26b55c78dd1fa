import { generate } from '@degas/generators';
import { describe, expect, test } from '@jest/globals';

import { folderOf } from '../testing/temporary-folder.ts';
import type { RejectedRow } from './deduplicator.ts';
import { knownDgaNames, MIN_SIGNIFICANT_LABEL, type KnownDgaDays } from './known-dga-names.ts';
import { processRawData, type ProcessOptions } from './process-dataset.ts';
import type { ProcessReport } from './report.ts';

const [banjori = ''] = generate('banjori', { count: 1 });
const [necurs = ''] = generate('necurs', { date: new Date('2020-03-05'), count: 1 });
const [qsnatch = ''] = generate('qsnatch', { date: new Date('2020-03-05'), count: 1 });

async function processed(
  options: Partial<ProcessOptions> = {},
): Promise<{ report: ProcessReport; rejected: RejectedRow[] }> {
  const rejected: RejectedRow[] = [];
  const raw = folderOf({
    'tranco.csv': `1,example.org\n2,www.${banjori}\n3,${necurs}\n4,${qsnatch}\n`,
    'dga-x.csv': 'ab.fr,qsnatch\nabc.fr,qsnatch\n',
  });
  const report = await processRawData({
    raw,
    out: `${folderOf()}/out`,
    onRejected: (row) => rejected.push(row),
    ...options,
  });
  return { report, rejected };
}

describe('a popularity list is searched for names that a generator makes', () => {
  test('of lists that never change', async () => {
    const { report, rejected } = await processed({ knownDga: 'unchanging' });
    expect(report.knownDga).toEqual({ banjori: 1 });
    expect(rejected).toContainEqual({
      file: 'tranco.csv',
      line: 2,
      name: banjori,
      reason: 'known_dga',
    });
    expect(report.rows).toBe(report.kept + rejected.length);
    expect(report.dropped.known_dga).toBe(1);
  });

  test('of the days that are asked for', async () => {
    const day = { from: '2020-03-05', days: 1 };
    const { report } = await processed({ knownDga: day });
    expect(report.knownDga).toEqual({ banjori: 1, necurs: 1 });
    expect(report.settings.knownDga).toEqual(day);
  });

  test('but not unless asked for', async () => {
    expect((await processed()).report.knownDga).toEqual({});
  });

  test('but short ones are no evidence', () => {
    expect(qsnatch.indexOf('.')).toBeLessThan(MIN_SIGNIFICANT_LABEL);
    let shortest = Infinity;
    for (const { domain } of knownDgaNames('unchanging')) {
      shortest = Math.min(shortest, domain.indexOf('.'));
    }
    expect(shortest).toBeGreaterThanOrEqual(MIN_SIGNIFICANT_LABEL);
  });

  test.each([
    { from: 'March', days: 7 },
    { from: '2020-03-01', days: 0 },
  ])('%j is refused before anything is read', async (knownDga: KnownDgaDays) => {
    await expect(processRawData({ raw: 'none', out: 'none', knownDga })).rejects.toMatchObject({
      code: 'DATASET_OPTION_INVALID',
    });
  });
});

test('a DGA name whose label is too short to be significant is dropped', async () => {
  const { report } = await processed();
  expect(report.dropped.short_label).toBe(1);
  expect(report.byFamily.qsnatch).toEqual({ rows: 2, kept: 1, dropped: { short_label: 1 } });
  const dropped = async (shortestDgaLabel: number): Promise<number | undefined> =>
    (await processed({ shortestDgaLabel })).report.dropped.short_label;
  expect([await dropped(1), await dropped(4)]).toEqual([undefined, 2]);
});
