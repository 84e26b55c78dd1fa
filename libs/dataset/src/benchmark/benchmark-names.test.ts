import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { registrableName } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { fileDigest } from '../input/file-digest.ts';
import { isBenchmarkFileDigest, isBenchmarkName } from './benchmark-names.ts';

const file = join(import.meta.dirname, '../../../../../shared/data/benchmarks/degas-test.csv.gz');
const benchmark = existsSync(file) ? describe : describe.skip;

test('hardly any name that is not in the benchmark is taken for one', () => {
  const mistaken = Array.from({ length: 100_000 }, (_, i) => `degas-${i}.example.org`).filter(
    isBenchmarkName,
  );
  expect(mistaken).toEqual([]);
  expect(isBenchmarkName('not a name')).toBe(false);
});

benchmark('the benchmark file (skipped where ../shared/data is absent)', () => {
  test('is known by its digest', async () => {
    expect(isBenchmarkFileDigest(await fileDigest(file))).toBe(true);
  });

  test('has no registrable name that is not refused, nor a host below one', () => {
    const names = gunzipSync(readFileSync(file))
      .toString()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0] ?? '')
      .filter((name) => registrableName(name).registrable !== null);
    expect(names.length).toBeGreaterThan(18_000);
    expect(names.filter((name) => !isBenchmarkName(`www.${name.toUpperCase()}.`))).toEqual([]);
  });
});
