import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { formatFloat32, shortFloat32 } from './format-float32.ts';

describe('a float is printed as TensorFlow Serving prints it', () => {
  test.each([
    [0, '0.0'],
    [1, '1.0'],
    [0.5, '0.5'],
    [0.2, '0.2'],
    [0.97, '0.97'],
    [0.123456789, '0.123456791'],
    [0.00001, '1e-05'],
    [0.0001, '0.0001'],
    [1e-20, '1e-20'],
    [0.00003251234, '3.25123401e-05'],
    [0.99999994, '0.99999994'],
    [9_000_000, '9e+06'],
  ])('%p as %s', (value, text) => {
    expect(formatFloat32(value)).toBe(text);
  });

  test('reads back as the same float, whatever it is', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = formatFloat32(value);
        expect(Math.fround(Number(text)) - value).toBe(0);
        expect(text).toMatch(/[.e]/);
      }),
    );
  });

  test('has six significant digits, or nine where six are another float', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(0.0001), max: 1, noNaN: true }), (value) => {
        const [six, nine] = [6, 9].map((digits) => Number(value.toPrecision(digits)));
        const expected = Math.fround(six ?? 0) === value ? six : nine;
        expect(shortFloat32(value)).toBe(expected);
        expect(Number(formatFloat32(value))).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
  });
});
