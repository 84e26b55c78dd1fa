import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { runTypescript } from '../testing/run-program.ts';

interface Line {
  readonly form: string;
  readonly runtime: string;
  readonly names: number;
  readonly difference: number | null;
  readonly why?: string;
}

/** Runtimes that come with the repository; the others are named below when they are missing. */
const always = ['TensorFlow.js, wasm, loadLayersModel', '@degas/inference', 'onnxruntime-node'];
/** What a runtime says that is not there. */
const missing = /No module named|Cannot find module|python failed/;

test('every export of nyu scores 10,000 names within 1e-5 of the layers model, each in its own runtime', () => {
  const program = join(import.meta.dirname, '../../bench/compare-exports.ts');
  const lines = JSON.parse(runTypescript(program, ['--json'])) as Line[];
  for (const { form, runtime, names, difference, why = '' } of lines) {
    process.stdout.write(
      `${form} in ${runtime}: ${difference === null ? `left out (${why})` : `${difference.toExponential(1)} over ${names} names`}\n`,
    );
    if (difference === null) {
      expect(always).not.toContain(runtime);
      expect(why).toMatch(missing);
    } else {
      expect(difference).toBeLessThan(1e-5);
      expect(names).toBe(runtime === always[0] ? 1000 : 10_000);
    }
  }
  expect(lines).toHaveLength(10);
}, 600_000);
