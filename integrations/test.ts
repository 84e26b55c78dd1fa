/**
 * Runs the tests of the integrations that are in Python, against the real engines; what is not installed is skipped. Closes with
 * a line like Jest's, which .ci/run sums up. Status 1 where one fails.
 *
 *   npm run test:integrations
 *
 * DEGAS_PYTHON: a Python with the packages of integrations/requirements.txt; without it a virtual environment is made.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { planPythonEngine } from './run/plan-python-engine.ts';
import { pythonEnvironment } from './run/python-environment.ts';

const repository = resolve(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'degas-integrations-'));
const python = pythonEnvironment(join(work, 'python'));
planPythonEngine(repository);

const total = { passed: 0, failed: 0, skipped: 0 };
for (const folder of ['python', 'clickhouse', 'streams', 'spark']) {
  console.log(`== ${folder}`);
  const { status, stdout, stderr } = spawnSync(
    python,
    ['-m', 'pytest', '-q', '-rs', '-p', 'no:cacheprovider', 'tests'],
    { cwd: join(import.meta.dirname, folder), encoding: 'utf8' },
  );
  console.log(stdout + stderr);
  const count = (what: string): number =>
    Number(new RegExp(`(\\d+) ${what}`).exec(stdout.trimEnd().split('\n').at(-1) ?? '')?.[1] ?? 0);
  total.passed += count('passed');
  total.skipped += count('skipped');
  // A run that broke before its first test has no count.
  total.failed += count('failed') + count('error') || (status === 0 ? 0 : 1);
}
rmSync(work, { recursive: true, force: true });
const { passed, failed, skipped } = total;
console.log(`Tests: ${failed} failed, ${skipped} skipped, ${passed} passed`);
process.exitCode = failed === 0 ? 0 : 1;
