import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { crc32 } from './crc32.ts';

test.each([
  ['', 0],
  ['123456789', 0xcbf43926],
])('the CRC-32 of %j is the published check value', (text, value) => {
  expect(crc32(text)).toBe(value);
});

test('a CRC-32 is continued over a further text', () => {
  const text = fc.string({ unit: 'binary-ascii' });
  fc.assert(
    fc.property(text, text, (first, second) => {
      expect(crc32(second, crc32(first))).toBe(crc32(first + second));
    }),
  );
});
