import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { encode } from './encoding.ts';
import { findEncoding } from './encodings.ts';
import { MASK_CODE, registrableEncoding } from './registrable-encoding.ts';

const codes = (name: string): number[] => [...encode(name, registrableEncoding)];

test('pads on the left and marks where a name begins', () => {
  expect(codes('a.b')).toEqual([...Array<number>(60).fill(0), 1, 17, 4, 18]);
  expect(codes('')).toEqual([...Array<number>(63).fill(0), 1]);
});

test('keeps the last 63 characters of a longer name', () => {
  expect(codes(`x${'a'.repeat(62)}.com`)).toEqual(codes(`${'a'.repeat(59)}.com`));
});

test.each([
  ['digits', '0-9', [7, 5, 16]],
  ['upper case as lower case', 'AZ', [17, 42]],
  ['an underscore', '_', [6]],
  ['anything else as unknown', '/é', [2, 2]],
])('encodes %s', (_, name, expected) => {
  expect(codes(name).slice(-expected.length)).toEqual(expected);
});

test('is found by the name and version that manifests hold', () => {
  expect(findEncoding('registrable', 1)).toBe(registrableEncoding);
  expect(findEncoding('registrable', 2)).toBeUndefined();
});

test('gives any string 64 codes below the vocabulary, padding only before the start', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (name) => {
      const encoded = codes(name);
      const start = encoded.indexOf(1);
      return (
        encoded.length === 64 &&
        encoded.every((code) => code < registrableEncoding.vocabulary && code !== MASK_CODE) &&
        encoded.slice(0, start).every((code) => code === 0) &&
        !encoded.slice(start + 1).some((code) => code < 2)
      );
    }),
  );
});
