import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { buildBinaryFuseMap } from './binary-fuse-map.ts';
import { HashSet64 } from './hash-set-64.ts';
import { hashName, type NameHash } from './name-hash.ts';

function hashOf(name: string): NameHash {
  const hash = { high: 0, low: 0 };
  hashName(name, hash);
  return hash;
}

function mapOf(names: readonly string[], valueBits: number) {
  const hashes = new HashSet64();
  for (const [index, name] of names.entries()) hashes.add(hashOf(name), index % 2 ** valueBits);
  const { high, low, values } = hashes.columns();
  return buildBinaryFuseMap(high, low, values, valueBits);
}

describe('the binary fuse map', () => {
  test.each([0, 1, 2, 3, 10, 1000, 50_000])('knows the values of all %d entries', (size) => {
    const names = Array.from({ length: size }, (_, index) => `name${index}.example`);
    const map = mapOf(names, 12);
    expect(names.filter((name, index) => map.get(hashOf(name)) !== index % 4096)).toEqual([]);
  });

  test('needs about 4.5 bytes an entry', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `name${index}.example`);
    expect((mapOf(names, 12).slots.length * 4) / names.length).toBeLessThan(5.2);
  });

  test('has no more false positives than its fingerprints allow', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `name${index}.example`);
    const map = mapOf(names, 20);
    let wrong = 0;
    for (let index = 0; index < 200_000; index++) {
      if (map.get(hashOf(`stranger${index}.example`)) >= 0) wrong++;
    }
    // 200,000 questions at 2^-12: 49 expected, and the odds of more than 100 are below 1e-10.
    expect(wrong).toBeGreaterThan(10);
    expect(wrong).toBeLessThan(100);
  });

  test('finds every entry', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 200 }), (names) => {
        const map = mapOf(names, 8);
        return names.every((name, index) => map.get(hashOf(name)) === index);
      }),
    );
  });
});

test('of equal hashes the first value is kept', () => {
  const hashes = new HashSet64();
  hashes.add({ high: 1, low: 2 }, 7);
  hashes.add({ high: 1, low: 2 }, 8);
  hashes.add({ high: 2, low: 2 }, 9);
  expect([...hashes.columns().values]).toEqual([7, 9]);
});
