import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { namesOn } from '../campaigns/dated-names.ts';
import { generate } from '../generate.ts';
import { buildKnownDgaFilter, familiesOfFilter } from './build-known-dga-filter.ts';
import { loadKnownDgaFilter } from './known-dga-filter.ts';

const from = new Date('2026-11-20');
const families = ['chinad', 'necurs', 'kraken', 'suppobox', 'mydoom', 'fobber', 'corebot'];
const filter = buildKnownDgaFilter({ from, days: 10, families });
const today = new Date('2026-11-24');

describe('the known-DGA filter', () => {
  test('knows every name of its span on its day', () => {
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

  test('returns the day of a name if no date is given', () => {
    const [name] = generate('chinad', { date: new Date('2026-11-27'), count: 1 });
    expect(filter.lookup(String(name))).toEqual({ family: 'chinad', date: '2026-11-27' });
    expect(filter.lookup(String(name), today)).toBeNull();
  });

  test('ignores case and a trailing dot', () => {
    const [name] = generate('chinad', { date: today, count: 1 });
    expect(filter.isKnownDga(`${String(name).toUpperCase()}.`, today)).toBe(true);
  });

  test('leaves out families with a caution unless they are named', () => {
    const byDefault = familiesOfFilter().map(({ metadata }) => metadata.name);
    expect(byDefault).toContain('chinad');
    for (const name of ['qsnatch', 'unnamed_downloader', 'dnschanger', 'reconyc']) {
      expect(byDefault).not.toContain(name);
    }
    const [name = ''] = generate('unnamed_downloader', { count: 1 });
    const named = { from, days: 1, families: ['unnamed_downloader'] };
    expect(buildKnownDgaFilter(named).isKnownDga(name)).toBe(true);
  });

  test('does not know names of other days', () => {
    const others = [...generate('chinad', { date: new Date('2026-12-24') })];
    expect(others.filter((name) => filter.isKnownDga(name))).toEqual([]);
  });

  test('has no false positives', () => {
    const known = Array.from({ length: 200_000 }, (_, index) => `host${index}.example.org`).filter(
      (name) => filter.isKnownDga(name),
    );
    expect(known).toEqual([]);
    fc.assert(fc.property(fc.string(), (name) => !filter.isKnownDga(`${name}.example`)));
  });

  test('returns the same results after it was saved and loaded', () => {
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
    ['no bytes', new Uint8Array()],
    ['a file of another kind', changed(0, 0)],
    ['another version', changed(4, 9)],
    ['a broken header', changed(12, 0)],
    ['a truncated filter', saved.slice(0, -5)],
    [
      'a filter followed by other bytes',
      Uint8Array.of(...saved.slice(0, 12), ...new Uint8Array(99)),
    ],
  ])('rejects %s', (_, bytes) => {
    expect(() => loadKnownDgaFilter(bytes)).toThrow(
      expect.objectContaining({ code: 'GENERATORS_BAD_FILTER' }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('rejects %d days', (days) => {
    expect(() => buildKnownDgaFilter({ from, days, families })).toThrow(
      expect.objectContaining({ code: 'GENERATORS_BAD_DATE' }),
    );
  });
});
