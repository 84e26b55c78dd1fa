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
  ['Post Tovar GOZ DGA', 'abc.com', 'gameover'],
  ['post tovar goz', 'abc.com', 'gameover'],
  ['PostTovarGOZ', 'abc.com', 'gameover'],
  ['GameoverZeus', 'abc.com', 'gameover'],
  ['Gameover-Zeus_DGA', 'abc.com', 'gameover'],
  ['SuppoBox', 'abc.com', 'suppobox'],
  ['Necurs DGA', 'abc.com', 'necurs'],
  ['necurs_dga', 'abc.com', 'necurs'],
  ['murofetweekly', 'abc.com', 'murofetweekly'],
  ['win.qakbot', 'abc.com', 'qakbot'],
  ['Monero-Downloader', 'abc.com', 'monerominer'],
  ['Some New Thing DGA', 'abc.com', 'some new thing'],
  ['constructor', 'abc.com', 'constructor'],
])('%j of %s is %s', (family, name, normal) => {
  expect(normaliseFamily(family, name)).toBe(normal);
});

test('no alias leads to another alias', () => {
  for (const family of familyAliases.values()) expect(familyAliases.has(family)).toBe(false);
});
