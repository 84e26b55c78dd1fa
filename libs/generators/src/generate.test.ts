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
  test('gives the names of one period when no count is given', () => {
    expect([...generate('qakbot', { date })]).toHaveLength(5000);
    expect([...generate('gozi', { date, variant: 'gpl' })]).toHaveLength(10);
  });

  test('stops after the count, and goes on beyond the period when asked', () => {
    expect([...generate('qakbot', { date, count: 3 })]).toEqual(
      [...generate('qakbot', { date })].slice(0, 3),
    );
    expect([...generate('dircrypt', { count: 31 })]).toHaveLength(31);
    expect([...generate('chinad', { date, count: 0 })]).toEqual([]);
  });

  test('is lazy: an endless list can be left', () => {
    for (const name of generate('banjori', { count: Infinity })) {
      expect(name).toBe('earnestnessbiophysicalohax.com');
      break;
    }
  });

  test('gives the same names each time that it is walked through', () => {
    const names = generate('necurs', { date, count: 5 });
    expect([...names]).toEqual([...names]);
  });

  test('finds a family by its alias, in any case', () => {
    expect([...generate('Newgoz', { date, count: 2 })]).toEqual([
      ...generate('gameover', { date, count: 2 }),
    ]);
  });

  test('reads a date in UTC, whatever its hour', () => {
    const late = new Date('2016-02-01T23:59:59Z');
    expect([...generate('chinad', { date: late })]).toEqual([...generate('chinad', { date })]);
  });

  test.each([
    ['hexadecimal text', 'corebot', '1DB98930', 0x1db98930],
    ['hexadecimal text with 0x', 'corebot', '0x1db98930', 0x1db98930],
    ['decimal text', 'locky', '62', 62],
    ['0x in front of a seed that is otherwise decimal', 'locky', '0x3e', 62],
  ])('takes a seed as %s', (_, family, text, number) => {
    expect([...generate(family, { date, seed: text })]).toEqual([
      ...generate(family, { date, seed: number }),
    ]);
  });

  test("takes a variant's own seed when none is given", () => {
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
    ['a seed where there is none', 'chinad', { date, seed: 1 }, 'GENERATORS_BAD_SEED'],
    ['a seed that is no number', 'corebot', { date, seed: 'xyz' }, 'GENERATORS_BAD_SEED'],
    ['a seed beyond 32 bits', 'corebot', { date, seed: 2 ** 32 }, 'GENERATORS_BAD_SEED'],
    ['a negative seed', 'locky', { date, seed: -1 }, 'GENERATORS_BAD_SEED'],
    ['half a name', 'chinad', { date, count: 0.5 }, 'GENERATORS_BAD_COUNT'],
    ['fewer than no names', 'chinad', { date, count: -1 }, 'GENERATORS_BAD_COUNT'],
    ['an unknown parameter', 'chinad', { date, words: ['a'] }, 'GENERATORS_BAD_PARAMETER'],
    ['a parameter of another type', 'gozi', { date, words: 'a b' }, 'GENERATORS_BAD_PARAMETER'],
    ['an inherited parameter', 'chinad', { date, toString: 'a' }, 'GENERATORS_BAD_PARAMETER'],
  ])('refuses %s', (_, family, options, code) => {
    expect(codeOf(family, options)).toBe(code);
  });

  test.each<[string, string, GenerateOptions, string]>([
    ['a start of Banjori that is no name', 'banjori', { seed: '1.com' }, 'GENERATORS_BAD_SEED'],
    ['a fourth list of Suppobox', 'suppobox', { date, seed: 4 }, 'GENERATORS_BAD_SEED'],
    ['a third sample of Kraken', 'kraken', { date, seed: 'c' }, 'GENERATORS_BAD_SEED'],
    ['too few words', 'suppobox', { date, words: ['a'] }, 'GENERATORS_BAD_PARAMETER'],
    ['words that never fill up', 'gozi', { date, words: ['aaaaaa'] }, 'GENERATORS_BAD_PARAMETER'],
  ])('refuses, when the first name is asked for, %s', (_, family, options, code) => {
    expect(() => [...generate(family, { count: 1, ...options })]).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
