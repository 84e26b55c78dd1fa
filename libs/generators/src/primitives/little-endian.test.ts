import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { littleEndian32 } from './little-endian.ts';

test('reads what a DataView reads', () => {
  const input = fc.uint8Array({ minLength: 4, maxLength: 16 });
  fc.assert(
    fc.property(input, (bytes) => {
      const text = String.fromCharCode(...bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let offset = 0; offset <= bytes.length - 4; offset++) {
        expect(littleEndian32(text, offset)).toBe(view.getUint32(offset, true));
      }
    }),
  );
});
