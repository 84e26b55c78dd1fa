import { expect, test } from '@jest/globals';

import { decode } from './decode.ts';
import { encode } from './encoding.ts';

test.each(['www.google.com', 'a-b_c.example.org', '9gag.com', 'x', ''])(
  'a row of the original encoding is read back: %s',
  (name) => {
    expect(decode(encode(name))).toBe(name);
  },
);

test('what the encoding does not keep is lost', () => {
  expect(decode(encode('007.com'))).toBe('7.com');
  expect(decode(encode('bücher.de'))).toBe('b?cher.de');
});
