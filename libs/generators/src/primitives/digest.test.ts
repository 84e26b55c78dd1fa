import { createHash } from 'node:crypto';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { digest, hexDigest, portableHash } from './digest.ts';

const messages = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 200 }));

describe.each(['md5', 'sha1', 'sha256'] as const)('%s', (algorithm) => {
  test('has the digits of the standard implementation, portable or not', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const expected = createHash(algorithm).update(message).digest('hex');
        expect(hexDigest(algorithm, message)).toBe(expected);
        expect(portableHash(algorithm, message, 'hex')).toBe(expected);
      }),
    );
  });

  test('has a character for each byte', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const expected = createHash(algorithm).update(message).digest('binary');
        expect(digest(algorithm, message)).toBe(expected);
        expect(portableHash(algorithm, message, 'latin1')).toBe(expected);
      }),
    );
  });
});
