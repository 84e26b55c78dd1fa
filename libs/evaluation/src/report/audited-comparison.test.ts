import { expect, test } from '@jest/globals';

import { evaluateScores } from '../evaluate-scores.ts';
import { auditedComparison } from './audited-comparison.ts';
import { renderReport } from './html/render-report.ts';
import { formatAudited } from './text/format-additions.ts';

/** 2000 benign names that score up to .2, 20 more that machines made and that score .9, 100 DGA names that score .5 to 1. */
function report(isAudited: boolean) {
  const people = Array.from({ length: 2000 }, (_, i) => (0.2 * i) / 2000);
  const machines = isAudited ? [] : Array<number>(20).fill(0.9);
  const dga = Array.from({ length: 100 }, (_, i) => 0.5 + i / 200);
  const scores = Float32Array.from([...people, ...machines, ...dga]);
  const labels = Uint8Array.from(scores, (_, i) => Number(i >= scores.length - dga.length));
  return evaluateScores({
    scores,
    labels,
    families: Array.from(labels, (label) => (label === 1 ? 'family' : null)),
    sources: Array.from(labels, () => 'list'),
    thresholds: { low: 0.6 },
    bootstrap: { replicates: 20 },
  });
}

const [raw, audited] = [report(false), report(true)];

test('both figures stand beside each other, and say how many names lie between them', () => {
  const { title, head, rows } = auditedComparison(raw, audited);
  expect(title).toMatch(/^With and without 20 of 2,020 benign names/);
  expect(rows.every((row) => row.length === head.length)).toBe(true);
  const given = rows.find(([at]) => at === 'low, the model’s') ?? [];
  expect(given[head.indexOf('false-positive rate, raw')]).toBe('9.9e-3');
  expect(given.at(-1)).toBe('0');
  const set = rows.find(([at]) => at === 'low, set here') ?? [];
  const recallAt = head.indexOf('recall, raw');
  expect(Number(set[recallAt + 1])).toBeGreaterThanOrEqual(Number(set[recallAt]));
});

test('a terminal and a page show them', async () => {
  expect(formatAudited(raw, audited)).toContain('low, the model’s');
  expect(await renderReport(raw, { audited })).toContain('Audited names');
  expect(await renderReport(raw)).not.toContain('Audited names');
});
