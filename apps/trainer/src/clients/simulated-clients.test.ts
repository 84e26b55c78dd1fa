import { registrableName } from '@degas/features';
import { expect, test } from '@jest/globals';

import type { BenignMaterial } from './benign-material.ts';
import { cleanClient, cleanKindNames } from './clean-clients.ts';
import { Draw } from './draw.ts';
import { redTeamNames, typoOf } from './made-up-names.ts';
import { partOf, parts } from './parts.ts';
import { cleanClients, judgedInfections } from './simulated-clients.ts';

const many = (stem: string, suffix: string): string[] =>
  Array.from({ length: 200 }, (_, i) => `${stem}${i}.${suffix}`);

const material: BenignMaterial = {
  part: 'test',
  popular: many('popular', 'com'),
  rare: many('rare', 'se'),
  expired: many('expired', 'net'),
  countries: [many('pays', 'fr'), many('land', 'de')],
  thirdParty: many('tracker', 'io'),
  advertisers: many('xkqz', 'site'),
  owners: [many('brand', 'com').slice(0, 8)],
  hosted: many('page', 'github.io'),
  digits: many('63', 'cc'),
  international: many('xn--p1ai', 'com'),
  words: ['cloud', 'shop', 'blue', 'river', 'house', 'media'],
};

test('a day has each registrable name once, and knows of each whether it failed', () => {
  for (const kind of cleanKindNames) {
    const { names, failed } = cleanClient(kind, material, new Draw(5));
    expect(failed).toHaveLength(names.length);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => registrableName(name).registrable !== name)).toEqual([]);
  }
});

test('the same seed makes the same clients', () => {
  const amounts = { ordinary: 2, hard: 1, advertiser: 1 };
  const days = [...cleanClients(material, amounts, 3)];
  expect(days).toHaveLength(1 + cleanKindNames.length);
  expect([...cleanClients(material, amounts, 3)]).toEqual(days);
  expect([...cleanClients(material, amounts, 4)]).not.toEqual(days);
});

test("an infected client asks for its family's names beside benign ones, and most of them fail", () => {
  const list = many('dga', 'biz');
  const families = new Map([['necurs', [list]]]);
  const days = [
    ...judgedInfections({ families }, material, { perFamily: 20, counts: [3, 10], seed: 1 }),
  ];
  expect(days).toHaveLength(40);
  for (const { names, infected } of days)
    expect(names.filter((name) => list.includes(name))).toHaveLength(infected);
  const failing = days.flatMap(({ names, failed }) =>
    failed.filter((_, i) => list.includes(names[i] ?? '')),
  );
  expect(failing.filter(Boolean).length).toBeGreaterThan(0.9 * failing.length);
});

test('a name is of one part, half of them for training', () => {
  const counts = new Map(parts.map((part) => [part, 0]));
  for (let i = 0; i < 4000; i++) {
    const part = partOf(`name${i}.com`);
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  expect((counts.get('train') ?? 0) / 4000).toBeCloseTo(0.5, 1);
  expect((counts.get('test') ?? 0) / 4000).toBeCloseTo(0.25, 1);
});

test('red-team names have seven to ten characters with one digit, under three suffixes', () => {
  const names = redTeamNames(new Draw(2), 30);
  for (const name of names) {
    const label = name.slice(0, name.indexOf('.'));
    expect(label).toMatch(/^[a-z]*\d[a-z]*$/);
    expect(label.length).toBeGreaterThanOrEqual(7);
    expect(label.length).toBeLessThanOrEqual(10);
  }
  expect(new Set(names.map((name) => name.slice(name.indexOf('.')))).size).toBeLessThanOrEqual(3);
});

test('a typo is close to the name that was meant', () => {
  const draw = new Draw(9);
  for (let i = 0; i < 200; i++) {
    const length = typoOf(draw, 'example.com').split('.')[0]?.length ?? 0;
    expect(Math.abs(length - 7)).toBeLessThanOrEqual(1);
  }
});
