import { describe, expect, test } from '@jest/globals';

import { generate } from '../generate.ts';
import { families } from '../registry.ts';
import { dictionary } from './dictionary.ts';
import { plausibleSeeds } from './plausible-seeds.ts';
import { seedMakers } from './seed-makers.ts';

const date = new Date('2026-11-24');
const names = families().map(({ name }) => name);
const made = Object.keys(seedMakers);

describe('plausible seeds', () => {
  test('are for families of the registry', () => {
    expect(made.filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(names)('of %s generate names', (family) => {
    const campaigns = plausibleSeeds(family, { count: 8, seed: 1 });
    expect(campaigns.length).toBeGreaterThan(0);
    for (const campaign of campaigns) {
      const list = [...generate(family, { date, ...campaign, count: 60 })];
      expect(list.length).toBeGreaterThan(0);
      expect(new Set(list).size / list.length).toBeGreaterThan(0.6);
      expect(list.filter((name) => !/^[a-zA-Z\d.-]{1,253}\.[a-z]+$/.test(name))).toEqual([]);
    }
  });

  test.each(made)('of %s are numerous and distinct, and share few names', (family) => {
    const campaigns = plausibleSeeds(family, { count: 40, seed: 7 });
    expect(campaigns).toHaveLength(40);
    expect(new Set(campaigns.map((campaign) => JSON.stringify(campaign))).size).toBe(40);
    const lists = campaigns.map((campaign) => [
      ...generate(family, { date, ...campaign, count: 10 }),
    ]);
    const all = lists.flat();
    expect(new Set(all).size / all.length).toBeGreaterThan(0.7);
  });

  test.each(made)('of %s depend on the seed only', (family) => {
    const first = plausibleSeeds(family, { count: 3, seed: 1 });
    expect(plausibleSeeds(family, { count: 3, seed: 1 })).toEqual(first);
    expect(plausibleSeeds(family, { count: 3, seed: 2 })).not.toEqual(first);
  });

  test('are never known ones', () => {
    // Necurs has seeds of one to three digits here, and 9 is known.
    const seeds = plausibleSeeds('necurs', { count: 2000, seed: 1 }).map(({ seed }) => seed);
    expect(seeds.length).toBeGreaterThan(900);
    expect(seeds).not.toContain(9);
  });

  test('of a family that depends on the date alone are its variants', () => {
    expect(plausibleSeeds('chinad', { count: 5, seed: 1 })).toEqual([{}]);
    expect(plausibleSeeds('pykspa', { count: 5, seed: 1 })).toEqual([
      { variant: 'improved_set1' },
      { variant: 'improved_set2' },
      { variant: 'precursor' },
    ]);
    expect(plausibleSeeds('kraken', { count: 3, seed: 1 })).toHaveLength(3);
  });

  test('take their words from a given dictionary', () => {
    const words = dictionary().map((word) => `q${word}`);
    const [campaign] = plausibleSeeds('suppobox', { count: 1, seed: 1, words });
    const [name] = generate('suppobox', { date, ...campaign, count: 1 });
    expect(name).toMatch(/^q[a-z]+q[a-z]+\.(?:net|ru)$/);
  });

  test.each([
    [{ count: 0.5, seed: 1 }, 'GENERATORS_BAD_COUNT'],
    [{ count: 1, seed: 1, words: ['few', 'words'] }, 'GENERATORS_BAD_PARAMETER'],
  ])('are rejected for %j', (options, code) => {
    expect(() => plausibleSeeds('suppobox', options)).toThrow(expect.objectContaining({ code }));
  });
});
