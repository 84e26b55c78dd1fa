import type { LabelledDomain } from '@degas/features';
import type { Classifier } from '@degas/inference';
import { expect, test } from '@jest/globals';

import { evaluateProtocols } from './evaluate-protocols.ts';
import { formatProtocols, protocols } from './format-protocols.ts';

function verdictOn(name: string) {
  const family = name.startsWith('s99') ? 'seen' : 'unknown';
  const kind = name.startsWith('s05') ? 'advertising' : null;
  return { label: 'dga', family, kind, candidates: [{ family, probability: 1 }] };
}

/** A classifier whose score stands in the name: `s87-….com` scores .87. */
const classifier = {
  model: {
    encoding: { name: 'registrable', version: 1, length: 64 },
    families: ['seen', 'other'],
    operatingPoints: [{ level: 'low', falsePositiveRate: 1e-2, threshold: 0.9, benignNames: 1000 }],
  },
  score: (names: readonly string[]) =>
    Float32Array.from(names, (name) => Number(name.slice(1, 3)) / 100),
  scoreCodes: (codes: Uint8Array) => new Float32Array(codes.length / 64).fill(0.99),
  classify: (names: readonly string[]) => names.map(verdictOn),
  classifyOne: verdictOn,
} as unknown as Classifier;

const model = { name: 'm', classifier, eager: classifier };

const row = (domain: string, family: string | null, source = 'test'): LabelledDomain => ({
  domain,
  label: family === null ? 0 : 1,
  family,
  source,
});
const many = (count: number, make: (i: number) => LabelledDomain): LabelledDomain[] =>
  Array.from({ length: count }, (_, i) => make(i));

const names = {
  // One benign name in a hundred scores .95, the others .10; all of them from two sources.
  benign: many(1000, (i) =>
    row(i % 100 === 0 ? `s95-${i}.com` : `s10-${i}.com`, null, i < 500 ? 'a' : 'b'),
  ),
  judged: [
    ...many(600, (i) => row(i < 300 ? `s99-${i}.com` : `s20-${i}.com`, 'seen')),
    ...many(10, (i) => row(`s50-${i}.com`, 'banjori')),
  ],
  pool: many(20, (i) => row(i < 5 ? `s99-${i}.net` : `s05-${i}.net`, 'gozi')),
  known: new Set(many(120, (i) => row(`s20-${300 + i}.com`, 'seen')).map(({ domain }) => domain)),
  attacks: new Map([['charbot', many(4, (i) => row(`s${i === 0 ? 99 : 11}-${i}.org`, 'charbot'))]]),
};

test('sets thresholds on the benign names and averages recall over families, seen and unseen apart', () => {
  const report = evaluateProtocols(model, names);
  expect(report.thresholds.low).toBeGreaterThan(0.1);
  expect(report.thresholds.low).toBeLessThan(0.2);
  expect(report.recall['seen families']?.low).toBe(1);
  expect(report.recall['seen families']?.medium).toBe(0.5);
  expect(report.recall['unseen families']?.low).toBe(0.25);
  expect(report.recall['unseen families of words']?.low).toBe(0.25);
  expect(report.attacks.charbot?.medium).toBe(0.25);
});

test('counts what the known-DGA look-up finds as found, beside what the score alone finds', () => {
  const { recall, knownBenign } = evaluateProtocols(model, names);
  expect(recall['seen families, with the known-DGA look-up']?.medium).toBe(0.7);
  expect(knownBenign).toBe(0);
});

test('tells recall without the third-party hosts too, whose names machines made', () => {
  const hosts = many(10, (i) => row(`s99-host${i}.com`, null, 'benign-third-party-hosts'));
  const { recall, attacks } = evaluateProtocols(model, {
    ...names,
    benign: [...names.benign, ...hosts],
    attacks: new Map([['charbot', [row('s97-a.org', 'charbot')]]]),
  });
  const apart = 'thresholds set without third-party hosts';
  expect(recall['seen families']?.medium).toBe(0);
  expect(recall[`seen families, ${apart}`]?.medium).toBe(0.5);
  expect(attacks.charbot?.medium).toBe(0);
  expect(attacks[`charbot, ${apart}`]?.medium).toBe(1);
});

test('scores the whole host too where a label was put in front', () => {
  const report = evaluateProtocols(model, {
    ...names,
    attacks: new Map([['label in front', [row('s99.com', 'a'), row('s00.com', 'a')]]]),
  });
  expect(report.attacks['label in front']?.medium).toBe(0.5);
  expect(report.attacks['label in front, whole host scored']?.medium).toBe(1);
});

test("counts false alarms of each source at the model's own thresholds, none where it has none", () => {
  const { falseAlarms } = evaluateProtocols(model, names);
  expect(falseAlarms.map(({ source, names: count, rate }) => ({ source, count, rate }))).toEqual([
    { source: 'a', count: 500, rate: { low: 0.01, medium: 0, high: 0 } },
    { source: 'b', count: 500, rate: { low: 0.01, medium: 0, high: 0 } },
  ]);
  const [{ interval } = { interval: null }] = falseAlarms;
  expect(interval?.low?.low).toBeLessThan(0.01);
  expect(interval?.low?.high).toBeGreaterThan(0.01);
});

test('judges the families that it names', () => {
  const { attribution } = evaluateProtocols(model, names);
  // All that is given the family is of it, but half of it is not.
  expect(attribution).toEqual({ macroF1: 2 / 3, families: 1, attributed: 0.5 });
});

test('counts how often malware is taken for advertising', () => {
  const { advertising } = evaluateProtocols(model, names);
  expect(advertising).toEqual({
    machines: { called: 0, advertising: 0 },
    seen: { called: 600, advertising: 0 },
    unseen: { called: 20, advertising: 15 },
  });
});

test('prints one table a protocol, models beside each other', () => {
  const report = evaluateProtocols(model, names);
  const text = formatProtocols([report, { ...report, model: 'n' }], protocols);
  expect(text).toContain('1000 benign names');
  expect(text).toMatch(/seen families +1\.000 +0\.500 +0\.500 +1\.000/);
  expect(formatProtocols([report], ['unseen-sources'])).not.toContain('macro recall');
});
