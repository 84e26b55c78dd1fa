import { expect, test } from '@jest/globals';

import { alertRates, type CleanValues, mixedRate, shareAbove } from './alert-rates.ts';

/** Values 0 to 1, evenly. */
const even = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, i) => from + i / count);

test('each rate has the lowest value that clean clients exceed no more often', () => {
  const clean = new Map([
    ['ordinary', even(10_000)],
    ['typos', even(10_000)],
  ]);
  const rates = alertRates(clean);
  const at = (rate: number) => rates.find((each) => each.rate === rate)?.logit ?? NaN;
  expect(at(1e-2)).toBeCloseTo(0.99, 3);
  expect(mixedRate(clean, at(1e-3))).toBeLessThanOrEqual(1e-3);
  expect(mixedRate(clean, at(1e-3))).toBeGreaterThan(0.8e-3);
});

test('no hard kind exceeds a value more than three times as often as its rate says', () => {
  const clean = new Map([
    ['ordinary', even(10_000)],
    ['typos', even(10_000)],
    ['digits', even(10_000, 1)],
  ]);
  const medium = alertRates(clean).find(({ rate }) => rate === 1e-3)?.logit ?? NaN;
  expect(shareAbove(clean.get('digits') ?? [], medium)).toBeLessThanOrEqual(3e-3);
  expect(mixedRate(clean, medium)).toBeLessThan(1e-3);
});

test("advertisers' names bound nothing", () => {
  const clean = new Map([
    ['ordinary', even(1000)],
    ['typos', even(1000)],
  ]);
  const beside = new Map([...clean, ['advertiser', even(1000, 50)]]);
  expect(alertRates(beside)).toEqual(alertRates(clean));
});

test('values rise as rates fall, however few the clients are', () => {
  const logits = alertRates(
    new Map([
      ['ordinary', [1, 1, 1]],
      ['typos', [1]],
    ]),
  ).map(({ logit }) => logit);
  expect(logits).toEqual([...logits].sort((a, b) => a - b));
  expect(new Set(logits).size).toBe(logits.length);
});

test('a rate that few clients reach is read off the tail, not off the highest value', () => {
  // Values fall off as e^-x, so that one client in 10,000 exceeds ln 10,000.
  const falling = (count: number) =>
    Array.from({ length: count }, (_, i) => -Math.log((i + 0.5) / count));
  const clean = new Map([
    ['ordinary', falling(4000)],
    ['typos', falling(1000)],
    ['digits', falling(1000)],
  ]);
  const high = (values: CleanValues) => alertRates(values).at(-1)?.logit ?? NaN;
  expect(high(clean)).toBeGreaterThan(Math.log(5_000));
  expect(high(clean)).toBeLessThan(Math.log(20_000));
  const [highest, ...others] = falling(4000);
  const beside = new Map([...clean, ['ordinary', [30, ...others]]]);
  expect(highest).toBeLessThan(30);
  expect(high(beside)).toBeLessThan(15);
});
