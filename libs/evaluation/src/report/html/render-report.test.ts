import { describe, expect, jest, test } from '@jest/globals';

import { compareModels } from '../../compare/compare-models.ts';
import { evaluateScores } from '../../evaluate-scores.ts';
import { sampleScores } from '../../testing/sample-scores.ts';
import { renderReport } from './render-report.ts';

// Drawing is work, and machines that run tests are busy.
jest.setTimeout(60_000);

const sample = sampleScores();
const report = evaluateScores(sample);
const history = [
  { epoch: 1, loss: 0.31, validationLoss: 0.21, validationAccuracy: 0.91, learningRate: 1e-3 },
  { epoch: 2, loss: 0.18, validationLoss: 0.15, validationAccuracy: 0.94, learningRate: 1e-3 },
];

describe('the report as a page', () => {
  test('draws all five kinds of plot, each with a description and a table', async () => {
    const page = await renderReport(report, { history });
    const titles = [...page.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'ROC curve',
      'Scores of both classes',
      'Calibration',
      'Training',
      'Recall of each family',
    ]);
    expect(page.match(/role="img" aria-label="[^"]{40,}"/g)).toHaveLength(5);
    expect(page.match(/<figure>[^]*?<details>[^]*?<table>/g)).toHaveLength(5);
    expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(5);
  });

  test('labels the axis of names 0, 1, 10 … 100k', async () => {
    const page = await renderReport(report);
    for (const label of ['0', '10', '100', '1k', '10k', '100k']) {
      expect(page).toContain(`>${label}</text>`);
    }
    expect(page).not.toContain('>0k</text>');
  });

  test('is one file: no script, and no address but those of XML namespaces', async () => {
    const page = await renderReport(report, { history });
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|javascript:/i);
    const addresses = new Set(page.match(/https?:\/\/[^"' )<]+/g));
    expect([...addresses].every((address) => address.startsWith('http://www.w3.org/'))).toBe(true);
  });

  test('is the same for the same report', async () => {
    expect(await renderReport(report, { history })).toBe(await renderReport(report, { history }));
  });

  test('shows the reason where a rate has too few benign names', async () => {
    const small = evaluateScores(sampleScores(2000, 50));
    const page = await renderReport(small);
    expect(page).toContain('high: a false-positive rate of 1e-4 takes 100000 benign names');
    expect(page).not.toContain('<th scope="col">1e-4</th>');
  });

  test('shows attacks, another model and the manifest when it is given them', async () => {
    const other = sample.scores.map((score) => score / 2);
    const comparison = compareModels(
      sample.labels,
      { name: 'nyu 1', scores: sample.scores, threshold: 0.5 },
      { name: 'cmu 1', scores: other, threshold: 0.5 },
    );
    const page = await renderReport(report, {
      comparison,
      manifest: { network: { name: 'nyu' }, seed: 7 },
      robustness: [
        { attack: null, names: 10, skipped: 0, recall: { medium: 0.9 } },
        { attack: 'word at start', names: 10, skipped: 0, recall: { medium: 0.25 } },
      ],
    });
    for (const text of ['Only nyu 1', 'word at start', '0.2500', 'network.name']) {
      expect(page).toContain(text);
    }
  });

  test('writes names from data as text', async () => {
    const hostile = '</svg><script>alert(1)</script>\u202e';
    const page = await renderReport(
      evaluateScores({
        ...sample,
        families: sample.families.map((family) => (family === 'gozi' ? hostile : family)),
        sources: sample.sources.map((source) => (source.startsWith('dga-gozi') ? hostile : source)),
      }),
      { title: hostile },
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u202e');
    expect(page).toContain('&lt;script&gt;');
  });

  test('can be drawn of next to nothing', async () => {
    const nothing = evaluateScores({
      scores: Float32Array.of(0.2),
      labels: Uint8Array.of(0),
      families: [null],
      sources: ['list'],
    });
    expect(await renderReport(nothing)).toContain('1 benign');
  });
});
