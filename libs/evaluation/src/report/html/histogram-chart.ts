import type { TopLevelSpec } from 'vega-lite';

import type { EvaluationReport } from '../../evaluate-scores.ts';
import { count, formatThreshold } from '../format-number.ts';
import { CHART_WIDTH, colour, type Chart } from './chart.ts';

/** How many names of each class have which score, on a logarithmic axis that shows the few at the wrong end. */
export function histogramChart({ histogram, atThreshold }: EvaluationReport): Chart | null {
  const most = Math.max(0, ...histogram.map(({ benign, dga }) => Math.max(benign, dga)));
  if (most === 0) return null;
  const decades = Array.from({ length: Math.ceil(Math.log10(most)) + 1 }, (_, i) => 10 ** i);
  const top = decades.at(-1) ?? most;
  const spec = (part: 'benign' | 'dga', title: string): TopLevelSpec => ({
    width: CHART_WIDTH,
    height: 150,
    autosize: { type: 'fit', contains: 'padding' },
    layer: [
      {
        data: {
          values: histogram.map((bin) => ({ from: bin.from, to: bin.to, names: bin[part] })),
        },
        mark: { type: 'bar', color: colour[part], binSpacing: 1 },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            bin: { binned: true },
            scale: { domain: [0, 1] },
            axis: { values: [0, 0.2, 0.4, 0.6, 0.8, 1], grid: false },
            title: part === 'dga' ? 'score' : null,
          },
          x2: { field: 'to' },
          y: {
            field: 'names',
            type: 'quantitative',
            // Logarithmic above one name, yet with a place for none.
            scale: { type: 'symlog', domain: [0, top], nice: false },
            // Each label by itself: Vega's own would have one unit for all of them, 10 as 0k.
            axis: { values: [0, ...decades], labelExpr: "format(datum.value, '~s')" },
            title,
          },
        },
      },
      {
        data: { values: [{ at: atThreshold.threshold }] },
        mark: { type: 'rule', color: colour.ink, strokeDash: [4, 3] },
        encoding: { x: { field: 'at', type: 'quantitative' } },
      },
    ],
  });
  return {
    title: 'Scores of both classes',
    description: `Histograms of the scores of benign and of DGA names on a logarithmic count axis; the line is the threshold ${formatThreshold(atThreshold.threshold)}.`,
    note: `The axis of names is logarithmic. The dashed line is the threshold, ${formatThreshold(atThreshold.threshold)}.`,
    specs: [spec('benign', 'benign names'), spec('dga', 'DGA names')],
    table: {
      caption: 'Names by score',
      head: ['Score', 'Benign', 'DGA'],
      rows: histogram.map((bin) => [
        `${bin.from.toFixed(3)}–${bin.to.toFixed(3)}`,
        count(bin.benign),
        count(bin.dga),
      ]),
    },
  };
}
