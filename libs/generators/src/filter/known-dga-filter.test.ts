import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { namesOn } from '../campaigns/dated-names.ts';
import { generate } from '../generate.ts';
import { buildKnownDgaFilter } from './build-known-dga-filter.ts';
import { loadKnownDgaFilter } from './known-dga-filter.ts';

const from = new Date('2026-11-20');
const families = ['chinad', 'necurs', 'kraken', 'suppobox', 'mydoom', 'fobber', 'corebot'];
const filter = buildKnownDgaFilter({ from, days: 10, families });
const today = new Date('2026-11-24');

describe('the filter of known DGA names', () => {
  test('knows every name of its span, on its day', () => {
    const wrong = [...namesOn(today, { families })].filter(({ domain, family }) => {
      const known = filter.lookup(domain, today);
      return known?.family !== family || known.date !== '2026-11-24';
    });
    expect(wrong).toEqual([]);
  });

  test('knows names that never change, on any day', () => {
    const [name] = generate('fobber', { variant: 'v2', count: 1 });
    expect(filter.lookup(String(name), today)).toEqual({ family: 'fobber', date: null });
    expect(filter.isKnownDga(String(name))).toBe(true);
  });

  test('tells when a name is in use, if no day is asked for', () => {
    const [name] = generate('chinad', { date: new Date('2026-11-27'), count: 1 });
    expect(filter.lookup(String(name))).toEqual({ family: 'chinad', date: '2026-11-27' });
    expect(filter.lookup(String(name), today)).toBeNull();
  });

  test('does not mind upper case and a dot at the end', () => {
    const [name] = generate('chinad', { date: today, count: 1 });
    expect(filter.isKnownDga(`${String(name).toUpperCase()}.`, today)).toBe(true);
  });

  test('does not know names of other days', () => {
    const others = [...generate('chinad', { date: new Date('2026-12-24') })];
    expect(others.filter((name) => filter.isKnownDga(name))).toEqual([]);
  });

  test('is never wrong about names that nobody makes', () => {
    const known = Array.from({ length: 200_000 }, (_, index) => `host${index}.example.org`).filter(
      (name) => filter.isKnownDga(name),
    );
    expect(known).toEqual([]);
    fc.assert(fc.property(fc.string(), (name) => !filter.isKnownDga(`${name}.example`)));
  });

  test('answers the same after it was saved and loaded', () => {
    const loaded = loadKnownDgaFilter(filter.save());
    const names = [...namesOn(today, { families: ['necurs', 'chinad', 'kraken'] })];
    expect(names.filter(({ domain }) => !loaded.isKnownDga(domain, today))).toEqual([]);
    expect(loaded.isKnownDga('example.org')).toBe(false);
    expect(loaded.save()).toEqual(filter.save());
  });

  const saved = filter.save();
  const changed = (offset: number, value: number): Uint8Array => {
    const bytes = saved.slice();
    bytes[offset] = value;
    return bytes;
  };
  test.each([
    ['nothing', new Uint8Array()],
    ['another file', changed(0, 0)],
    ['another version', changed(4, 9)],
    ['a broken header', changed(12, 0)],
    ['a filter cut short', saved.slice(0, -5)],
    ['a filter with bytes behind it', Uint8Array.of(...saved.slice(0, 12), ...new Uint8Array(99))],
  ])('refuses to load %s', (_, bytes) => {
    expect(() => loadKnownDgaFilter(bytes)).toThrow(
      expect.objectContaining({ code: 'GENERATORS_BAD_FILTER' }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('cannot be built for %d days', (days) => {
    expect(() => buildKnownDgaFilter({ from, days, families })).toThrow(
      expect.objectContaining({ code: 'GENERATORS_BAD_DATE' }),
    );
  });
});
