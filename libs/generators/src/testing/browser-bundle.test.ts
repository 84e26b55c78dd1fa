import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

import { beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

import * as generators from '../index.ts';

type Generators = typeof generators;

const day = new Date('2026-11-24');

/** The library as a page would load it. */
let bundled: Generators;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../index.ts')],
    bundle: true,
    platform: 'browser',
    conditions: ['@degas/source'],
    format: 'iife',
    globalName: 'generators',
    write: false,
    logLevel: 'silent',
  });
  // What every browser has; no process, Buffer or require.
  const page = createContext({ TextEncoder, TextDecoder, URL, btoa });
  runInContext(outputFiles[0]?.text ?? '', page);
  bundled = page.generators as Generators;
});

/** The first names of a family, of each variant. */
function firstNames({ families, generate }: Generators): Record<string, readonly string[]> {
  const names: Record<string, readonly string[]> = {};
  for (const { name, variants } of families()) {
    for (const variant of variants) {
      names[`${name} ${variant}`] = [...generate(name, { date: day, variant, count: 20 })];
    }
  }
  return names;
}

describe('a bundle for browsers', () => {
  test('generates the same names for every family', () => {
    expect(firstNames(bundled)).toEqual(firstNames(generators));
  });

  test('looks names up in a filter that was saved elsewhere', () => {
    const families = ['chinad', 'dyre', 'flubot'];
    const saved = generators.buildKnownDgaFilter({ from: day, days: 2, families }).save();
    const filter = bundled.loadKnownDgaFilter(saved);
    const [name = ''] = generators.generate('dyre', { date: day, count: 1 });
    expect(filter.lookup(name, day)).toEqual({ family: 'dyre', date: '2026-11-24' });
    expect(filter.isKnownDga('example.org')).toBe(false);
  });

  test('writes look-alikes in Punycode', () => {
    const options = { seed: 1, alphabet: 'unicode' } as const;
    expect([...bundled.swapHomoglyphs(['example.org'], options)]).toEqual([
      ...generators.swapHomoglyphs(['example.org'], options),
    ]);
  });
});
