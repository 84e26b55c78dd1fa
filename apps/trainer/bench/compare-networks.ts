/**
 * Trains every network and the forest on one reduced pool and writes the table of docs/research/comparison.md. Each result is a file of
 * its own in RESULTS, so that a run that was stopped goes on where it was:
 *
 *   node --conditions=@degas/source --import tsx apps/trainer/bench/compare-networks.ts RESULTS [--data DIR] [--benchmark FILE]
 *     [--only NAME,NAME] [--backend native] [--epochs 1] [--scale 1] [--table]
 *
 * `--scale .01` makes a small pool, to see that all works; `--table` only writes the table from what is there.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { readDataset } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';
import { useBackend, type Backend } from '@degas/model';

import { contenders } from './comparison/contenders.ts';
import { judgeContender } from './comparison/judge.ts';
import { drawPool, type Pool } from './comparison/pool.ts';
import { writeTables, type Result } from './comparison/write-tables.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: here('../../../data/processed') },
    benchmark: {
      type: 'string',
      default: here('../../../../shared/data/benchmarks/degas-test.csv.gz'),
    },
    only: { type: 'string' },
    backend: { type: 'string', default: 'native' },
    epochs: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    table: { type: 'boolean', default: false },
  },
});
const [results] = positionals;
if (results === undefined)
  throw new Error('Give a folder for the results, outside the repository.');

const scale = Number(values.scale);
const sizes = {
  trainingBenign: 160_000 * scale,
  trainingFamily: 4_500 * scale,
  testBenign: 20_000 * scale,
  testFamily: 500 * scale,
  unseenBenign: 110_000 * scale,
  unseenFamily: 1_000 * scale,
  otherDatesFamily: Math.ceil(300 * scale),
};
const budget = { epochs: Number(values.epochs), batchSize: 256, seed: 1 };
const fileOf = (name: string): string => join(results, `${name}.json`);
const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

await mkdir(results, { recursive: true });
const only = values.only?.split(',');
const missing = contenders().filter(
  ({ name }) => !existsSync(fileOf(name)) && (only?.includes(name) ?? true),
);
if (!values.table && missing.length > 0) {
  await useBackend(values.backend as Backend);
  const pool = await drawPool(values.data, sizes);
  const rows = countsOf(pool);
  note(`pool: ${JSON.stringify(rows)}`);
  const benchmark: LabelledDomain[] = [];
  if (existsSync(values.benchmark)) {
    const source = readDataset({ source: values.benchmark, benchmark: 'allow' });
    for await (const row of source) benchmark.push(row);
  }
  for (const contender of missing) {
    const trained = await contender.train(pool, budget, note);
    const figures = judgeContender(trained, pool, benchmark);
    trained.dispose();
    const result: Result = { name: contender.name, backend: values.backend, budget, rows, figures };
    await writeFile(`${fileOf(contender.name)}.part`, `${JSON.stringify(result, null, 2)}\n`);
    await rename(`${fileOf(contender.name)}.part`, fileOf(contender.name));
    note(`${contender.name}: done`);
  }
}

const found: Result[] = [];
const absent: string[] = [];
for (const { name } of contenders()) {
  if (!existsSync(fileOf(name))) absent.push(name);
  else found.push(JSON.parse(await readFile(fileOf(name), 'utf8')) as Result);
}
await writeTables(here('../../../docs/research/comparison.md'), found, absent);

function countsOf(pool: Pool): Result['rows'] {
  const count = (rows: readonly LabelledDomain[]) => {
    const dga = rows.filter(({ label }) => label === 1);
    const families = new Set(dga.map(({ family }) => family)).size;
    return { benign: rows.length - dga.length, dga: dga.length, families };
  };
  return {
    training: count(pool.training),
    seen: count(pool.seen),
    otherDates: count(pool.otherDates),
    unseenFamilies: count(pool.unseenFamilies),
    unseenBenign: count(pool.unseenBenign),
  };
}
