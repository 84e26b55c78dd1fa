import { describe, expect, test } from '@jest/globals';

import { crc32c, crc32cInTurns } from './crc32c.ts';

describe('crc32c', () => {
  test.each([
    ['no bytes', new Uint8Array(0), 0],
    [
      'the check string of the catalogue of CRCs',
      new TextEncoder().encode('123456789'),
      0xe3069283,
    ],
    ['32 zeros (RFC 3720)', new Uint8Array(32), 0x8a9136aa],
    ['32 times 0xff (RFC 3720)', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['0 to 31 (RFC 3720)', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ])('%s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  test('any flipped bit shows', () => {
    const bytes = Uint8Array.from({ length: 37 }, (_, i) => (i * 97) & 0xff);
    const whole = crc32c(bytes);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(crc32c(damaged)).not.toBe(whole);
    }
  });

  test.each([0, 5, 512 * 1024, 512 * 1024 + 3, 1_300_001])(
    'in turns is the same: %i bytes',
    async (length) => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 97) >> 3);
      expect(await crc32cInTurns(bytes)).toBe(crc32c(bytes));
    },
  );

  test('bytes of a Buffer count the same from every place', () => {
    const buffer = Buffer.from('....123456789');
    for (let from = 0; from <= 4; from++) {
      const bytes = buffer.subarray(from);
      expect(crc32c(bytes)).toBe(crc32c(Uint8Array.from(bytes)));
    }
    expect(crc32c(buffer.subarray(4))).toBe(0xe3069283);
  });
});
