import { describe, expect, test } from '@jest/globals';

import { md6 } from './md6.ts';

describe('md6', () => {
  test("returns the digest of the authors' example", () => {
    expect(md6(Buffer.from('md6 FTW'))).toBe(
      '7bfaa624f661a683be2a3b2007493006a30a7845ee1670e499927861a8e74cce',
    );
  });

  test.each([
    [0, '688721d2cd6e2e2860e8781a3205b33a053c82db19d91d2b6b9b866f4dcb9d98'],
    [1, 'c83cc2e38ccac88f6bba1756e5196e3addbac28c01b46c4b5f62d2009c60ebd2'],
    [823, 'cbde2fd389b5f834ffb2b702d6ec7e09b9793d11b2736980014a03193b531051'],
  ])('returns the digest of the number %d as Pykspa writes it', (number, digest) => {
    const message = Buffer.alloc(4);
    message.writeUInt32LE(number);
    expect(md6(message)).toBe(digest);
  });
});
