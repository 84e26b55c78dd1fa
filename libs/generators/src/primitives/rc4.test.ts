import { describe, expect, test } from '@jest/globals';

import { rc4 } from './rc4.ts';

describe('rc4', () => {
  test.each([
    ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
    ['Wiki', 'pedia', '1021bf0420'],
    ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
  ])('encrypts with the key %s', (key, text, encrypted) => {
    expect(Buffer.from(rc4(Buffer.from(key), Buffer.from(text))).toString('hex')).toBe(encrypted);
  });

  test('encrypting twice restores the text', () => {
    const key = Buffer.from('any key');
    const data = Uint8Array.from({ length: 600 }, (_, index) => index & 0xff);
    expect(rc4(key, rc4(key, data))).toEqual(data);
  });
});
