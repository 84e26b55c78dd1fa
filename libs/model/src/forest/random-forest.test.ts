import type { LabelledDomain } from '@degas/features';
import { expect, test } from '@jest/globals';

import { trainForest } from './random-forest.ts';

const WORDS = 'garden music river city house travel kitchen market school studio garage winter'.split(' '); // prettier-ignore
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';

function row(index: number): LabelledDomain {
  if (index % 2 === 0) {
    const first = WORDS[(index >> 1) % WORDS.length] ?? '';
    const second = WORDS[Math.floor(index / 24) % WORDS.length] ?? '';
    return { domain: `${first}${second}.com`, label: 0, family: null, source: 'words' };
  }
  const letters = Array.from({ length: 12 }, (_, i) => CONSONANTS[(index * 7 + i * i * 13) % 20]);
  return { domain: `${letters.join('')}.com`, label: 1, family: 'test', source: 'letters' };
}
const rows = Array.from({ length: 400 }, (_, index) => row(index));
const names = ['wintergarden.com', 'xqzkvwjpfbtn.com', '192.168.0.1'];

test('a forest tells words from letters, skips what is no name, and is the same every time', async () => {
  const [first, second] = [await trainForest(rows), await trainForest(rows)];
  const [word = NaN, letters = NaN, skipped] = first.score(names);
  expect(word).toBeLessThan(0.5);
  expect(letters).toBeGreaterThan(0.5);
  expect(skipped).toBeNaN();
  expect(second.score(names)).toEqual(first.score(names));
  expect(first.nodes).toBeGreaterThan(300);
  first.dispose();
  second.dispose();
}, 60_000);

test('the score is that of DGA, whichever class has more names', async () => {
  const benign = rows.filter(({ label }) => label === 0);
  const dga = rows.filter(({ label }) => label === 1);
  for (const unequal of [
    [...benign, ...dga.slice(50)],
    [...benign.slice(50), ...dga],
  ]) {
    const forest = await trainForest(unequal);
    const [word = NaN, letters = NaN] = forest.score(names);
    expect(letters).toBeGreaterThan(word + 0.5);
    forest.dispose();
  }
}, 60_000);

test('a class without names is refused', async () => {
  const benign = rows.filter(({ label }) => label === 0);
  await expect(trainForest(benign)).rejects.toMatchObject({ code: 'MODEL_TOO_FEW_ROWS' });
});
