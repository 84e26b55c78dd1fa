import { describe, expect, test } from '@jest/globals';

import { evaluateScores } from '../evaluate-scores.ts';
import { comparisonTable, markdownTable } from './model-table.ts';

describe('comparisonTable', () => {
  const report = evaluateScores({
    scores: Float32Array.from({ length: 1100 }, (_, i) => (i < 1000 ? i / 2000 : 0.9)),
    labels: Uint8Array.from({ length: 1100 }, (_, i) => (i < 1000 ? 0 : 1)),
    families: Array.from({ length: 1100 }, (_, i) => (i < 1000 ? null : 'qakbot')),
    sources: Array.from({ length: 1100 }, () => 'pool'),
  });

  test('has a row for each model, a dash for what is not known', () => {
    const table = comparisonTable([
      { model: 'nyu', report, extra: { parameters: 254_337 } },
      { model: 'forest', report, extra: { 'names/s': '1.5 M' } },
    ]);
    expect(table).toEqual([
      ['model', 'accuracy', 'F1', 'ROC AUC', 'recall at FPR 1e-2', 'at 1e-3', 'at 1e-4', 'macro recall at 1e-3', 'parameters', 'names/s'], // prettier-ignore
      ['nyu', '1.0000', '1.0000', '1.0000', '1.0000', '-', '-', '-', '254,337', '-'],
      ['forest', '1.0000', '1.0000', '1.0000', '1.0000', '-', '-', '-', '-', '1.5 M'],
    ]);
  });
});

describe('markdownTable', () => {
  test('escapes what Markdown would take for itself', () => {
    expect(markdownTable([['model', 'F1'], ['a|b <i>\nc', '1']])).toBe(
      '| model | F1 |\n| --- | ---: |\n| a\\|b \\<i\\> c | 1 |',
    ); // prettier-ignore
  });
});
