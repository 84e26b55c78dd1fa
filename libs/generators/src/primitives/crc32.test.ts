import { expect, test } from '@jest/globals';

import { crc32 } from './crc32.ts';

test.each([
  ['', 0],
  ['123456789', 0xcbf43926],
])('the CRC-32 of %j is the published check value', (text, value) => {
  expect(crc32(text)).toBe(value);
});
