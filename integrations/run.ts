/**
 * Starts every real engine with Degas in it, gives all of them the same names, and ends with a table: rows, rows a second,
 * equal to the library or not. Status 1 where one differs.
 *
 *   npm run integrations -- [--names 200000] [--only DuckDB,Spark]
 *
 * DEGAS_PYTHON: a Python with the packages of integrations/requirements.txt; without it a virtual environment is made.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { loadClassifier } from '@degas/inference';

import { differences } from './run/compare.ts';
import { duckdb } from './run/engines/duckdb.ts';
import { pythonEngine } from './run/engines/python-engine.ts';
import { redpandaConnect } from './run/engines/redpanda-connect.ts';
import { rsyslog } from './run/engines/rsyslog.ts';
import { syslogNg } from './run/engines/syslog-ng.ts';
import { telegraf } from './run/engines/telegraf.ts';
import { madeUpNames } from './run/made-up-names.ts';
import { planPythonEngine } from './run/plan-python-engine.ts';
import { pythonEnvironment } from './run/python-environment.ts';

const { values } = parseArgs({
  options: { names: { type: 'string', default: '200000' }, only: { type: 'string' } },
});
const only = values.only?.split(',');
const repository = resolve(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'degas-integrations-'));
const names = madeUpNames(Number(values.names));
const namesFile = join(work, 'names.txt');
writeFileSync(namesFile, names.map((name) => `${name}\n`).join(''));
const fromSource = ['--conditions=@degas/source', '--import', 'tsx'];
const degas = join(work, 'degas/degas');
execFileSync(
  process.execPath,
  [...fromSource, join(import.meta.dirname, 'pack-command.ts'), join(work, 'degas')],
  { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] },
);
planPythonEngine(repository);
const python = pythonEnvironment(join(work, 'python'));

interface Row {
  readonly engine: string;
  readonly rows: number | null;
  readonly 'rows/s': number | null;
  readonly differences: number | null;
  readonly remark: string;
}

const classifier = await loadClassifier(undefined, { cacheSize: 0 });
classifier.classify(names.slice(0, 20_000));
const start = performance.now();
const verdicts = classifier.classify(names);
const librarySeconds = (performance.now() - start) / 1000;
const expected = new Map(verdicts.map(({ domain, score }) => [domain, score]));
const rate = (seconds: number): number => Math.round(names.length / seconds);
const table: Row[] = [
  {
    engine: 'library, 1 core',
    rows: names.length,
    'rows/s': rate(librarySeconds),
    differences: 0,
    remark: '',
  },
];

const engines = [
  pythonEngine('Python', 'python_list.py'),
  pythonEngine('Polars', 'polars_column.py'),
  duckdb,
  pythonEngine('Spark, local[2]', 'spark_job.py'),
  pythonEngine('ClickHouse', 'clickhouse_table.py'),
  redpandaConnect,
  rsyslog,
  syslogNg,
  telegraf,
].filter(({ name }) => only?.some((part) => name.startsWith(part)) ?? true);
for (const engine of engines) {
  const row = { engine: engine.name, rows: null, 'rows/s': null, differences: null };
  const missing = engine.missing();
  if (missing !== null) {
    table.push({ ...row, remark: `not run: ${missing}` });
    continue;
  }
  const folder = join(work, engine.name.replace(/\W/g, ''));
  mkdirSync(folder);
  try {
    const input = { names, namesFile, degas, folder, python, repository };
    const { answers, seconds } = await engine.run(input);
    const count = differences(expected, answers);
    table.push({
      ...row,
      rows: names.length,
      'rows/s': rate(seconds),
      differences: count,
      remark: '',
    });
    if (count > 0) process.exitCode = 1;
  } catch (error) {
    process.exitCode = 1;
    table.push({ ...row, remark: `failed: ${String(error).slice(0, 200)}` });
  }
}
console.table(table);
