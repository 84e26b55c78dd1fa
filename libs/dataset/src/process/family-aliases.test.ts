import { expect, test } from '@jest/globals';

import { familyAliases, normaliseFamily } from './family-aliases.ts';

test.each([
  ['newgoz', 'abc.com', 'gameover'],
  ['NewGOZ ', 'abc.com', 'gameover'],
  ['pizd', 'ableallow.net', 'suppobox'],
  ['urlzone', 'abc.com', 'shiotob'],
  ['bebloh', 'abc.com', 'shiotob'],
  ['nymaim', 'abcdefgh.com', 'nymaim'],
  ['nymaim', 'reaches-guys.pro', 'nymaim2'],
  ['nymaim', 'reachesconviction.mo', 'nymaim2'],
  ['banjori', 'abc.com', 'banjori'],
  ['constructor', 'abc.com', 'constructor'],
])('%j of %s is %s', (family, name, normal) => {
  expect(normaliseFamily(family, name)).toBe(normal);
});

test('no alias leads to another alias', () => {
  for (const family of familyAliases.values()) expect(familyAliases.has(family)).toBe(false);
});
