import { describe, expect, test } from '@jest/globals';

import { campaignsOf } from './campaigns/domain-batch.ts';
import { generate } from './generate.ts';
import { families, familyNamed, findFamily, registry } from './registry.ts';

describe('the registry', () => {
  test('is in alphabetical order', () => {
    const names = families().map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });

  test('has no name or alias twice', () => {
    const all = families().flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  test('finds families by name and alias, and returns undefined for others', () => {
    expect(findFamily('Kraken')?.name).toBe('kraken');
    expect(findFamily('bobax')?.name).toBe('kraken');
    expect(findFamily('degas')).toBeUndefined();
  });

  test.each(families())('$name has consistent metadata', (metadata) => {
    const { variants, namesPerVariant, undatedVariants, defaultSeed, seedForm } = metadata;
    expect(metadata.name).toMatch(/^[a-z\d_]+$/);
    expect(metadata.source.length).toBeGreaterThan(10);
    for (const variant of [...Object.keys(namesPerVariant ?? {}), ...(undatedVariants ?? [])]) {
      expect(variants).toContain(variant);
    }
    for (const { variant } of campaignsOf(familyNamed(metadata.name))) {
      if (variant !== undefined) expect(variants).toContain(variant);
    }
    expect(seedForm === 'none').toBe(defaultSeed === undefined);
  });

  test.each(registry.map((family) => [family.metadata.name, family] as const))(
    '%s generates valid names under its top-level domains',
    (name, family) => {
      const { namesPerPeriod, topLevelDomains } = family.metadata;
      const date = new Date('2026-11-24');
      for (const campaign of campaignsOf(family).slice(0, 4)) {
        const names = [...generate(name, { ...campaign, date, count: namesPerPeriod ?? 100 })];
        expect(names.length).toBeGreaterThan(0);
        expect(names.filter((domain) => !/^[a-zA-Z\d.-]+\.[a-z]+$/.test(domain))).toEqual([]);
        if (topLevelDomains === undefined) continue;
        // The first name of some families is a start that no algorithm made.
        const others = names
          .slice(1)
          .filter((domain) => !topLevelDomains.some((suffix) => domain.endsWith(`.${suffix}`)));
        expect(others).toEqual([]);
      }
    },
  );

  test.each(
    registry
      .filter(({ listKey }) => listKey !== undefined)
      .map((family) => [family.metadata.name, family] as const),
  )('%s changes its list only when the key of the list changes', (name, family) => {
    const firstNames = new Map<string, string>();
    const campaign = campaignsOf(family)[0] ?? {};
    const variant = campaign.variant ?? family.metadata.variants[0];
    for (let day = 0; day < 70; day++) {
      const date = new Date(Date.UTC(2024, 1, 1 + day));
      const key = family.listKey?.(date, variant) ?? '';
      const names = [...generate(name, { ...campaign, date, count: 60 })].join();
      expect(firstNames.get(key) ?? names).toBe(names);
      firstNames.set(key, names);
    }
    expect(new Set(firstNames.values()).size).toBe(firstNames.size);
  });
});
