import { describe, expect, test } from '@jest/globals';

import { generate } from '../generate.ts';
import { namesOn } from './dated-names.ts';

const date = new Date('2026-11-24T15:00:00Z');

describe('namesOn', () => {
  test('returns every name of a family for a day, with the family and the day', () => {
    const names = [...namesOn(date, { families: ['chinad'] })];
    expect(names.map(({ domain }) => domain)).toEqual([...generate('chinad', { date })]);
    expect(names[0]).toMatchObject({ family: 'chinad', date: '2026-11-24' });
  });

  test('includes the days before and after', () => {
    const names = [...namesOn(date, { families: ['newgoz'], days: 1 })];
    expect(names).toHaveLength(3000);
    expect(new Set(names.map((name) => name.date))).toEqual(
      new Set(['2026-11-23', '2026-11-24', '2026-11-25']),
    );
  });

  test('returns a list of several days once', () => {
    expect([...namesOn(date, { families: ['necurs'], days: 3 })]).toHaveLength(2 * 2048);
  });

  test('uses every known seed', () => {
    const names = new Set([...namesOn(date, { families: ['corebot'] })].map((name) => name.domain));
    for (const seed of ['1DB98930', '1DBA8930']) {
      expect(names).toContain([...generate('corebot', { date, seed, count: 1 })][0]);
    }
  });

  test("finds the names of both weeks on the day when Kraken's week changes", () => {
    const monday = new Date('2015-12-28');
    const names = new Set(
      [...namesOn(monday, { families: ['kraken'] })].map((name) => name.domain),
    );
    for (const instant of ['2015-12-28T21:46:39Z', '2015-12-28T21:46:40Z']) {
      const week = [...generate('kraken', { date: new Date(instant) })];
      expect(week.filter((name) => !names.has(name))).toEqual([]);
    }
  });

  test('uses only families whose names can be predicted from a date', () => {
    const families = new Set<string>();
    for (const { family } of namesOn(date)) families.add(family);
    expect(families).toContain('suppobox');
    expect(families).not.toContain('banjori');
    expect(families).not.toContain('dnschanger');
  });

  test.each([
    [new Date('soon'), 0, 'GENERATORS_BAD_DATE'],
    [date, -1, 'GENERATORS_BAD_COUNT'],
    [date, 0.5, 'GENERATORS_BAD_COUNT'],
  ])('rejects %s with %d days', (given, days, code) => {
    expect(() => [...namesOn(given, { days })]).toThrow(expect.objectContaining({ code }));
  });
});
