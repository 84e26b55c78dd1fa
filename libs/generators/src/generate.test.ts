import { describe, expect, test } from '@jest/globals';

import { GeneratorsError } from './errors.ts';
import type { GenerateOptions } from './family.ts';
import { generate } from './generate.ts';

const date = new Date('2016-02-01');

/** The code of the error that a call throws. */
function codeOf(family: string, options: GenerateOptions): string {
  try {
    generate(family, options);
  } catch (error) {
    if (error instanceof GeneratorsError) return error.code;
  }
  return 'nothing thrown';
}

describe('generate', () => {
  test('returns the names of one period by default', () => {
    expect([...generate('qakbot', { date })]).toHaveLength(5000);
    expect([...generate('gozi', { date, variant: 'gpl' })]).toHaveLength(10);
  });

  test('stops after the count, which may exceed the period', () => {
    expect([...generate('qakbot', { date, count: 3 })]).toEqual(
      [...generate('qakbot', { date })].slice(0, 3),
    );
    expect([...generate('dircrypt', { count: 31 })]).toHaveLength(31);
    expect([...generate('chinad', { date, count: 0 })]).toEqual([]);
  });

  test('is lazy: an endless list can be abandoned', () => {
    for (const name of generate('banjori', { count: Infinity })) {
      expect(name).toBe('earnestnessbiophysicalohax.com');
      break;
    }
  });

  test('returns the same names for every iteration', () => {
    const names = generate('necurs', { date, count: 5 });
    expect([...names]).toEqual([...names]);
  });

  test('finds a family by its alias, in any case', () => {
    expect([...generate('Newgoz', { date, count: 2 })]).toEqual([
      ...generate('gameover', { date, count: 2 }),
    ]);
  });

  test('uses the UTC day of a date, whatever its hour', () => {
    const late = new Date('2016-02-01T23:59:59Z');
    expect([...generate('chinad', { date: late })]).toEqual([...generate('chinad', { date })]);
  });

  test.each([
    ['hexadecimal text', 'corebot', '1DB98930', 0x1db98930],
    ['hexadecimal text with 0x', 'corebot', '0x1db98930', 0x1db98930],
    ['decimal text', 'locky', '62', 62],
    ['a hexadecimal seed with 0x where decimal ones are usual', 'locky', '0x3e', 62],
  ])('takes a seed as %s', (_, family, text, number) => {
    expect([...generate(family, { date, seed: text })]).toEqual([
      ...generate(family, { date, seed: number }),
    ]);
  });

  test('uses the default seed of a variant', () => {
    expect([...generate('locky', { date, variant: 'v2' })]).toEqual([
      ...generate('locky', { date, variant: 'v2', seed: 62 }),
    ]);
  });

  test.each<[string, string, GenerateOptions, string]>([
    ['an unknown family', 'degas', {}, 'GENERATORS_UNKNOWN_FAMILY'],
    ['no date', 'chinad', {}, 'GENERATORS_MISSING_DATE'],
    ['an invalid date', 'chinad', { date: new Date('soon') }, 'GENERATORS_BAD_DATE'],
    ['a date before 1970', 'chinad', { date: new Date(-1) }, 'GENERATORS_BAD_DATE'],
    ['an unknown variant', 'kraken', { date, variant: 'v9' }, 'GENERATORS_UNKNOWN_VARIANT'],
    ['a seed for a family without seeds', 'chinad', { date, seed: 1 }, 'GENERATORS_BAD_SEED'],
    ['a seed that is not a number', 'corebot', { date, seed: 'xyz' }, 'GENERATORS_BAD_SEED'],
    ['a seed beyond 32 bits', 'corebot', { date, seed: 2 ** 32 }, 'GENERATORS_BAD_SEED'],
    ['a negative seed', 'locky', { date, seed: -1 }, 'GENERATORS_BAD_SEED'],
    ['a fractional count', 'chinad', { date, count: 0.5 }, 'GENERATORS_BAD_COUNT'],
    ['a negative count', 'chinad', { date, count: -1 }, 'GENERATORS_BAD_COUNT'],
    ['an unknown parameter', 'chinad', { date, words: ['a'] }, 'GENERATORS_BAD_PARAMETER'],
    ['a parameter of another type', 'gozi', { date, words: 'a b' }, 'GENERATORS_BAD_PARAMETER'],
    ['an inherited parameter', 'chinad', { date, toString: 'a' }, 'GENERATORS_BAD_PARAMETER'],
  ])('rejects %s', (_, family, options, code) => {
    expect(codeOf(family, options)).toBe(code);
  });

  test.each<[string, string, GenerateOptions, string]>([
    ['a seed of Banjori that is not a name', 'banjori', { seed: '1.com' }, 'GENERATORS_BAD_SEED'],
    ['a fourth list of Suppobox', 'suppobox', { date, seed: 4 }, 'GENERATORS_BAD_SEED'],
    ['a third sample of Kraken', 'kraken', { date, seed: 'c' }, 'GENERATORS_BAD_SEED'],
    ['too few words', 'suppobox', { date, words: ['a'] }, 'GENERATORS_BAD_PARAMETER'],
    [
      'words that never fill a name',
      'gozi',
      { date, words: ['aaaaaa'] },
      'GENERATORS_BAD_PARAMETER',
    ],
  ])('rejects, with the first name, %s', (_, family, options, code) => {
    expect(() => [...generate(family, { count: 1, ...options })]).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
