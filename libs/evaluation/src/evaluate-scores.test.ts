import { describe, expect, test } from '@jest/globals';

import { evaluateScores } from './evaluate-scores.ts';
import { formatReport } from './report/text/format-report.ts';

/** 1,000 benign names at 0, .001 … .999 from two lists; two families and one skipped name each class. */
const benign = Array.from({ length: 1000 }, (_, i) => ({
  score: i / 1000,
  label: 0,
  family: null,
  source: i < 500 ? 'tranco' : 'crawl',
}));
const dga = [
  { score: 0.9945, label: 1, family: 'qakbot', source: 'feed' },
  { score: 0.9, label: 1, family: 'qakbot', source: 'feed' },
  { score: 0.3, label: 1, family: 'qakbot', source: 'feed' },
  { score: NaN, label: 1, family: 'qakbot', source: 'crawl' },
  { score: 0.995, label: 1, family: 'banjori', source: 'feed' },
  { score: 0.999, label: 1, family: 'banjori', source: 'feed' },
];
const rows = [...benign, ...dga, { score: NaN, label: 0, family: null, source: 'crawl' }];
const input = {
  scores: Float32Array.from(rows, ({ score }) => score),
  labels: Uint8Array.from(rows, ({ label }) => label),
  families: rows.map(({ family }) => family),
  sources: rows.map(({ source }) => source),
};

describe('evaluateScores', () => {
  const report = evaluateScores({ ...input, thresholds: { medium: 0.9985 } });

  test('counts names and outcomes at the default threshold', () => {
    expect(report.formatVersion).toBe(1);
    expect(report.names).toEqual({ total: 1007, benign: 1001, dga: 6, skippedBenign: 1, skippedDga: 1 }); // prettier-ignore
    expect(report.atThreshold).toMatchObject({
      threshold: 0.5,
      confusion: {
        truePositives: 4,
        falsePositives: 500,
        trueNegatives: 500,
        falseNegatives: 2,
        skippedBenign: 1,
        skippedDga: 1,
      },
      accuracy: 504 / 1006,
      precision: 4 / 504,
      recall: 4 / 6,
      f1: 8 / 510,
      falsePositiveRate: 0.5,
      macroRecall: (2 / 4 + 1) / 2,
    });
  });

  test('sets operating points on these names', () => {
    const [low, medium, high] = report.operatingPoints;
    // Ten false positives are .990 … .999, so the threshold is just above .989.
    expect(low).toMatchObject({ falsePositiveRate: 0.01, recall: 3 / 6, macroRecall: (1 / 4 + 1) / 2 }); // prettier-ignore
    expect(low?.threshold).toBeCloseTo(0.989, 6);
    expect([medium, high].map((point) => [point?.threshold, point?.macroRecall])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('measures given thresholds, and prefers them for the families', () => {
    expect(report.givenThresholds).toHaveLength(1);
    expect(report.givenThresholds[0]).toMatchObject({
      level: 'medium',
      threshold: 0.9985,
      recall: 1 / 6,
      falsePositiveRate: 0.001,
      macroRecall: 0.25,
    });
    expect(report.families).toMatchObject([
      { family: 'banjori', names: 2, skipped: 0, recall: 1, recallAt: { low: 1, medium: 0.5, high: null } }, // prettier-ignore
      { family: 'qakbot', names: 4, skipped: 1, recall: 0.5, recallAt: { low: 0.25, medium: 0, high: null } }, // prettier-ignore
    ]);
  });

  test('reports each source', () => {
    expect(report.sources).toMatchObject([
      { group: 'crawl', benign: 501, dga: 1, skipped: 2, recall: 0, falsePositiveRate: 1 },
      { group: 'feed', benign: 0, dga: 5, skipped: 0, recall: 0.8, falsePositiveRate: null },
      { group: 'tranco', benign: 500, dga: 0, skipped: 0, recall: null, falsePositiveRate: 0 },
    ]);
  });

  test('evaluates at the threshold that is given', () => {
    const strict = evaluateScores({ ...input, threshold: 0.8995 });
    expect(strict.atThreshold).toMatchObject({
      threshold: 0.8995,
      recall: 4 / 6,
      falsePositiveRate: 0.1,
    });
    expect(strict.givenThresholds).toEqual([]);
  });

  test('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test.each(['families', 'sources'] as const)('refuses another number of %s', (what) => {
    expect(() => evaluateScores({ ...input, [what]: [] })).toThrow(
      expect.objectContaining({
        code: 'EVALUATION_LENGTH_MISMATCH',
        message: expect.stringContaining(`1007 scores came with 0 ${what}`),
      }),
    );
  });

  test('answers for no names at all', () => {
    const nothing = evaluateScores({
      scores: new Float32Array(),
      labels: new Uint8Array(),
      families: [],
      sources: [],
    });
    expect(nothing).toMatchObject({ rocAuc: null, roc: [], families: [], sources: [] });
    expect(formatReport(nothing)).toContain('0 names');
  });
});

describe('formatReport', () => {
  const text = formatReport(evaluateScores({ ...input, thresholds: { medium: 0.9985 } }));

  test('shows each figure on a line of its own', () => {
    expect(text).toContain(
      '1,007 names: 1,001 benign (1 skipped), 6 DGA (1 skipped, counted as misses)',
    );
    expect(text).toMatch(/^recall +0\.66667 +0\.29999–0\.90323$/m);
    expect(text).toMatch(/^false-positive rate +0\.50000 /m);
    expect(text).toMatch(/^low +≤ 1e-2 +0\.989 +0\.01000 +0\.50000 +[\d.–]+ +0\.62500 +1,000$/m);
    expect(text).toMatch(/^qakbot +4 +0\.50000 +0\.25000 +0\.00000 +–$/m);
    expect(text).toMatch(/^feed +0 +5 +0 +– +0\.80000$/m);
    expect(text).toMatch(/^DGA +4 +1 +1$/m);
  });

  test('says why an operating point is missing', () => {
    expect(text).toContain(
      'high: a false-positive rate of 1e-4 takes 100000 benign names, there are 1000',
    );
  });

  test('aligns the columns of a table', () => {
    const lines = text.split('\n');
    const head = lines.find((line) => line.startsWith('family')) ?? '';
    const row = lines.find((line) => line.startsWith('qakbot')) ?? '';
    expect(row).toHaveLength(head.length);
  });

  test('lets no control character from the data through to the terminal', () => {
    const steering = evaluateScores({
      scores: Float32Array.of(0.9, 0.1),
      labels: Uint8Array.of(1, 0),
      families: ['\u001b[2Jqakbot', null],
      sources: ['a\u0007', 'b\r'],
    });
    expect(formatReport(steering)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
