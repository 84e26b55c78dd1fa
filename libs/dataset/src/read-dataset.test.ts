import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { type LabelledDomain } from '@degas/features';

import { processPool } from './process-pool.ts';
import { readDataset, type ReadDatasetOptions } from './read-dataset.ts';
import { folderOf } from './testing/temporary-folder.ts';

async function rowsOf(options: ReadDatasetOptions): Promise<LabelledDomain[]> {
  const rows: LabelledDomain[] = [];
  for await (const row of readDataset(options)) rows.push(row);
  return rows;
}

describe('readDataset', () => {
  test('reads what processPool wrote', async () => {
    const out = join(folderOf(), 'out');
    const raw = folderOf({
      'dga-a.csv': 'abc.com,"a ""b"", c"\n',
      'alexa.csv': '1,www.example.org\n',
    });
    await processPool({ raw, out });
    expect(await rowsOf({ source: out })).toEqual([
      { domain: 'example.org', label: 0, family: null, source: 'alexa' },
      { domain: 'abc.com', label: 1, family: 'a "b", c', source: 'dga-a' },
    ]);
  });

  test('reads a labelled file, and tells of the lines that give no row', async () => {
    const folder = folderOf({ 'mine.csv.gz': 'label,domain\n1,abc.com\n2,abd.com\n0,abe.com\n' });
    const rejected: unknown[] = [];
    const file = join(folder, 'mine.csv.gz');
    const rows = await rowsOf({ source: file, onRejected: (row) => rejected.push(row) });
    expect(rows.map(({ domain, label, source }) => [domain, label, source])).toEqual([
      ['abc.com', 1, 'mine'],
      ['abe.com', 0, 'mine'],
    ]);
    expect(rejected).toEqual([{ file, line: 3, name: '2,abd.com', reason: 'bad_label' }]);
  });

  test('a missing file is a coded error', async () => {
    await expect(rowsOf({ source: join(folderOf(), 'none.csv') })).rejects.toMatchObject({
      code: 'DATASET_SOURCE_MISSING',
    });
  });
});

const benchmarkFile = join(
  import.meta.dirname,
  '../../../../shared/data/benchmarks/degas-test.csv.gz',
);
const benchmark = existsSync(benchmarkFile) ? describe : describe.skip;

benchmark('the benchmark (skipped where ../shared/data is absent)', () => {
  test('is refused unless it is allowed', async () => {
    await expect(rowsOf({ source: benchmarkFile })).rejects.toMatchObject({
      code: 'DATASET_BENCHMARK_FILE',
    });
    const rows = await rowsOf({ source: benchmarkFile, benchmark: 'allow' });
    expect(rows).toHaveLength(20_000);
    expect(rows.filter(({ label }) => label === 1)).toHaveLength(10_000);
  });

  test('has names that are rejected one by one in other files', async () => {
    const [first] = await rowsOf({ source: benchmarkFile, benchmark: 'allow' });
    const folder = folderOf({ 'a.csv': `domain,label\nexample.org,0\n${first?.domain ?? ''},0\n` });
    const reasons: string[] = [];
    const source = join(folder, 'a.csv');
    const rows = await rowsOf({ source, onRejected: ({ reason }) => reasons.push(reason) });
    expect([rows.length, reasons]).toEqual([1, ['benchmark_name']]);
  });
});
