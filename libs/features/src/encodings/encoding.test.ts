import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { degasEncoding, encode } from './encoding.ts';
import { findEncoding } from './encodings.ts';

const ALPHABET = '0123456789:-./_abcdefghijklmnopqrstuvwxyz';

/** The definition of the encoding, word for word and slow. */
function bySpecification(name: string): number[] {
  const codes = Array.from(name.toLowerCase())
    .slice(-75)
    .map((character) => {
      const code = ALPHABET.indexOf(character);
      return code < 0 ? 41 : code;
    });
  return [...Array.from({ length: 75 - codes.length }, () => 0), ...codes];
}

describe('the published Degas encoding', () => {
  test.each([
    ['empty', '', []],
    ['digits, which share code 0 with the padding', '0', [0]],
    ['a name', 'google.com', [21, 29, 29, 21, 26, 19, 12, 17, 29, 27]],
    ['every other sign', ':-./_', [10, 11, 12, 13, 14]],
    ['upper case', 'AZ', [15, 40]],
    ['unknown characters', '*ü~', [41, 41, 41]],
    ['a character outside the basic plane, once', '😀', [41]],
  ])('%s', (_, name, tail) => {
    const codes = [...encode(name)];
    expect(codes).toHaveLength(75);
    expect(codes.slice(75 - tail.length)).toEqual(tail);
    expect(codes.slice(0, 75 - tail.length)).toEqual(
      Array.from({ length: 75 - tail.length }, () => 0),
    );
  });

  test('75 characters fill the row', () => {
    expect([...encode(`a${'b'.repeat(74)}`)]).toEqual([
      15,
      ...Array.from({ length: 74 }, () => 16),
    ]);
  });

  test('of 76 characters the first is lost', () => {
    expect(encode(`z${'a'.repeat(75)}`)).toEqual(encode('a'.repeat(75)));
  });

  test('equals its specification for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        expect([...encode(name)]).toEqual(bySpecification(name));
      }),
      { numRuns: 3000 },
    );
  });

  test('writes only its own row', () => {
    const rows = new Int32Array(3 * 75).fill(7);
    degasEncoding.encodeInto('example.com', rows, 75);
    expect([...rows.subarray(0, 75), ...rows.subarray(150)].every((code) => code === 7)).toBe(true);
    expect([...rows.subarray(75, 150)]).toEqual(bySpecification('example.com'));
  });

  test('is found by name and version, and no other is', () => {
    expect(findEncoding('degas', 1)).toBe(degasEncoding);
    expect(findEncoding('degas', 2)).toBeUndefined();
  });
});
