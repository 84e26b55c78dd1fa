import { expect, test } from '@jest/globals';

import { BearerAuth } from './bearer-auth.ts';

const guard = new BearerAuth(['first-token', 'second-token']);

test.each(['Bearer first-token', 'bearer second-token', 'Bearer  first-token'])(
  '%j is let in',
  (header) => {
    expect(() => {
      guard.check(header);
    }).not.toThrow();
  },
);

test.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'first-token',
  'Basic first-token',
  'Bearer first-toke',
  'Bearer first-token x',
])('%j is refused', (header) => {
  expect(() => {
    guard.check(header);
  }).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
});
