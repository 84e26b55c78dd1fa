import { expect, test } from '@jest/globals';

import { hashOf, SentWords } from './sent-words.ts';

const text = Array.from({ length: 20_000 }, (_, i) => `host-${i}.example`).join(' ');

test('a text has the number that it got first, whatever came since', () => {
  const words = new SentWords();
  const numbers = text.split(' ').map((word) => words.numberOf(word));
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(text.split(' ').map((word) => words.numberOf(word))).toEqual(numbers);
  expect(words.takeNew()).toEqual(text.split(' '));
  expect([words.numberOf(''), words.numberOf(''), words.numberOf('host-7.example')]).toEqual([
    20_001, 20_001, 8,
  ]);
  expect(words.takeNew()).toEqual(['']);
  expect(words.size).toBe(20_001);
});

test('words have the same numbers many at a time', () => {
  const [words, one] = [new SentWords(), new SentWords()];
  const all = text.split(' ').flatMap((word, i) => [word, i % 3 === 0 ? null : 'a.example']);
  const numbers = new Uint32Array(all.length);
  for (let round = 0; round < 2; round++) {
    words.number(all, numbers);
    const expected = all.map((word) => (word === null ? 0 : one.numberOf(word)));
    expect([...numbers]).toEqual(expected);
  }
  expect(words.takeNew()).toEqual(one.takeNew());
});

test('numbers begin anew once all is forgotten', () => {
  const words = new SentWords();
  words.numberOf('a.example');
  words.forget();
  expect(words.size).toBe(0);
  expect([words.numberOf('b.example'), words.numberOf('a.example')]).toEqual([1, 2]);
  expect(words.takeNew()).toEqual(['b.example', 'a.example']);
});

test('words that somebody chose for their hash are found, too', () => {
  const words = new SentWords();
  const alike: string[] = [];
  for (let i = 0; alike.length < 100; i++)
    if ((hashOf(`${i}.example`) & 4095) === 0) alike.push(`${i}.example`);
  const numbers = alike.map((word) => words.numberOf(word));
  expect(alike.map((word) => words.numberOf(word))).toEqual(numbers);
  // Once the table has grown, too.
  text.split(' ').forEach((word) => words.numberOf(word));
  expect(alike.map((word) => words.numberOf(word))).toEqual(numbers);
});
