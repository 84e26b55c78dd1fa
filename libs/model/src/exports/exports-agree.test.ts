import { readdirSync } from 'node:fs';
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

/** What a runtime says that is not there. */
const missing = /No module named|Cannot find module|python failed/;

const models = join(import.meta.dirname, '../../../../models/degas');
const newest = Math.max(...readdirSync(models).map(Number).filter(Number.isInteger));

/** The engine rounds a network with n-gram bags to int8; on hostile names that shows. */
const ROUNDED = '@degas/inference';
const MOST_ROUNDED = 0.015;

test.each<[string, string, number, readonly string[]]>([
  ['nyu', 'loadLayersModel', 3000, []],
  [`version ${newest}`, 'loadGraphModel', 400, [join(models, String(newest))]],
])(
  'every export of %s agrees with the layers model within 1e-5, each in its own runtimes',
  (_, load, count, model) => {
    const program = join(import.meta.dirname, '../../bench/compare-exports.ts');
    const lines = JSON.parse(
      runTypescript(program, [...model, '--names', String(count), '--json']),
    ) as Line[];
    const always = [`TensorFlow.js, wasm, ${load}`, '@degas/inference', 'onnxruntime-node'];
    for (const { form, runtime, names, difference, why = '' } of lines) {
      process.stdout.write(
        `${form} in ${runtime}: ${difference === null ? `left out (${why})` : `${difference.toExponential(1)} over ${names} names`}\n`,
      );
      if (difference === null) {
        expect(always).not.toContain(runtime);
        expect(why).toMatch(missing);
      } else {
        const isRounded = runtime === ROUNDED && model.length > 0;
        expect(difference).toBeLessThan(isRounded ? MOST_ROUNDED : 1e-5);
        if (!runtime.includes('Chromium'))
          expect(names).toBe(runtime === always[0] ? count / 10 : count);
      }
    }
    expect(lines).toHaveLength(12);
  },
  600_000,
);
