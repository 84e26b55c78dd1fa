import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { registrableName, type LabelledDomain } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { processRawData } from '../process/process-dataset.ts';
import { folderOf } from '../testing/temporary-folder.ts';
import { writeBinaryRows } from './binary-writer.ts';
import { readDataset, type ReadDatasetOptions } from './read-dataset.ts';

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
    await processRawData({ raw, out });
    expect(await rowsOf({ source: out })).toEqual([
      { domain: 'example.org', label: 0, family: null, source: 'alexa' },
      { domain: 'abc.com', label: 1, family: 'a "b", c', source: 'dga-a' },
    ]);
  });

  describe('of a folder with a training form', () => {
    const raw = {
      'dga-a.csv': Array.from({ length: 200 }, (_, i) => `name${i}.com,family${i % 3}\n`).join(''),
      'dga-b.csv': 'other.net,family1\n',
      'alexa.csv': '1,www.example.org\n2,a_b-c.co.uk\n',
    };
    const processed = async (): Promise<string> => {
      const out = join(folderOf(), 'out');
      await processRawData({ raw: folderOf(raw), out });
      return out;
    };

    test('dataset.bin and the CSV have the same rows in the same order', async () => {
      const out = await processed();
      const rows = await rowsOf({ source: out });
      expect(rows).toHaveLength(203);
      expect(await rowsOf({ source: join(out, 'dataset.csv.gz') })).toEqual(rows);
    });

    test('the form is what is read', async () => {
      const out = await processed();
      const form = join(out, 'dataset.bin');
      writeFileSync(form, readFileSync(form, 'latin1').replaceAll('family2', 'family9'), 'latin1');
      const families = (await rowsOf({ source: out })).map(({ family }) => family);
      expect(new Set(families)).toEqual(new Set([null, 'family0', 'family1', 'family9']));
    });

    test.each([
      [
        'is missing',
        (form: string): void => {
          rmSync(form);
        },
      ],
      [
        'is of another version',
        (form: string): void => {
          writeFileSync(form, 'degasds1…');
        },
      ],
    ])('the CSV is read where the form %s', async (_, spoil) => {
      const out = await processed();
      spoil(join(out, 'dataset.bin'));
      expect(await rowsOf({ source: out })).toHaveLength(203);
    });

    test('the CSV is read where it was changed after the form was written', async () => {
      const out = await processed();
      writeFileSync(join(out, 'dataset.csv.gz'), gzipSync('domain,label\nabc.com,1\n'));
      expect(await rowsOf({ source: out })).toEqual([
        { domain: 'abc.com', label: 1, family: null, source: 'dataset' },
      ]);
    });
  });

  test('reads a labelled file, and reports the lines without a row', async () => {
    const folder = folderOf({ 'mine.csv.gz': 'label,domain\n1,abc.com\n2,abd.com\n0,abe.com\n' });
    const rejected: unknown[] = [];
    const file = join(folder, 'mine.csv.gz');
    const rows = await rowsOf({ source: file, onRejected: (row) => rejected.push(row) });
    expect(rows.map(({ domain, label, source }) => [domain, label, source])).toEqual([
      ['abc.com', 1, 'mine'],
      ['abe.com', 0, 'mine'],
    ]);
    expect(rejected).toEqual([{ file, line: 3, name: 'abd.com', reason: 'bad_label' }]);
  });

  test('a missing file is a coded error', async () => {
    await expect(rowsOf({ source: join(folderOf(), 'none.csv') })).rejects.toMatchObject({
      code: 'DATASET_SOURCE_MISSING',
    });
  });
});

const benchmarkFile = join(
  import.meta.dirname,
  '../../../../../shared/data/benchmarks/degas-test.csv.gz',
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

  test('has names that are rejected in a training form too, by their line of the CSV', async () => {
    const [first] = await rowsOf({ source: benchmarkFile, benchmark: 'allow' });
    const name = registrableName(first?.domain ?? '').registrable ?? '';
    const csv = gzipSync(`domain,label\nexample.org,0\n${name},0\n`);
    const source = folderOf({ 'dataset.csv.gz': csv });
    const rows = await rowsOf({ source, benchmark: 'allow' });
    await writeBinaryRows(rows, join(source, 'dataset.bin'), {
      csv: createHash('sha256').update(csv).digest('hex'),
    });
    const rejected: unknown[] = [];
    const left = await rowsOf({ source, onRejected: (row) => rejected.push(row) });
    expect(left.map(({ domain }) => domain)).toEqual(['example.org']);
    const file = join(source, 'dataset.csv.gz');
    expect(rejected).toEqual([{ file, line: 3, name, reason: 'benchmark_name' }]);
  });
});
