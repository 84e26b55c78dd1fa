import type { EvaluationReport } from '../../evaluate-scores.ts';
import { macroRecall } from '../../metrics/family-recall.ts';
import { formatRate, rate } from '../format-number.ts';
import { CHART_WIDTH, colour, type Chart } from './chart.ts';

/** The ROC curve over a logarithmic false-positive axis, with the operating points; null without both classes. */
export function rocChart(report: EvaluationReport): Chart | null {
  const { roc, operatingPoints, familyCurves, rocAuc } = report;
  const lowest = roc.find((point) => point.falsePositiveRate > 0)?.falsePositiveRate;
  if (lowest === undefined) return null;
  // A curve that starts at 1 has no decade to show; the axis spans at least two.
  const floor = Math.min(1e-2, 10 ** Math.floor(Math.log10(lowest) + 1e-9));
  const all = 'all DGA names';
  const mean = 'mean over families';
  const curves = [
    ...roc.map((point) => ({
      x: Math.max(floor, point.falsePositiveRate),
      y: point.recall,
      curve: all,
    })),
    ...familyCurves.rates.flatMap((x, column) => {
      const y = macroRecall(
        familyCurves.families.map(({ family, recalls }) => ({
          family,
          recall: recalls[column] ?? 0,
        })),
      );
      return y === null ? [] : [{ x, y, curve: mean }];
    }),
  ];
  const points = operatingPoints.flatMap(({ level, rate: x, recall }) =>
    recall === null ? [] : [{ x, y: recall, level }],
  );
  const axis = {
    scale: { type: 'log' as const, domain: [floor, 1], nice: false },
    axis: {
      format: '.0e',
      values: Array.from(
        { length: Math.round(-Math.log10(floor)) + 1 },
        (_, decade) => floor * 10 ** decade,
      ),
      labelOverlap: true as const,
    },
    title: 'false-positive rate (logarithmic)',
  };
  const shown = new Set(curves.map(({ curve }) => curve));
  return {
    title: 'ROC curve',
    description: `ROC curve, recall over false-positive rate from ${rate(floor)} to 1; area ${formatRate(rocAuc)}. ${points
      .map(({ level, x, y }) => `Recall ${formatRate(y)} at rate ${rate(x)} (${level}).`)
      .join(' ')}`,
    note: 'Dots are the operating points. At the left end: recall before the first false positive.',
    specs: [
      {
        width: CHART_WIDTH,
        height: 300,
        autosize: { type: 'fit', contains: 'padding' },
        layer: [
          {
            data: { values: curves },
            mark: { type: 'line', interpolate: 'step-after', strokeWidth: 2 },
            encoding: {
              x: { field: 'x', type: 'quantitative', ...axis },
              y: {
                field: 'y',
                type: 'quantitative',
                title: 'recall',
                scale: { domain: [0, 1] },
              },
              color: {
                field: 'curve',
                type: 'nominal',
                scale: { domain: [...shown], range: [colour.dga, colour.muted] },
              },
              strokeDash: {
                field: 'curve',
                type: 'nominal',
                scale: { domain: [...shown], range: [[1, 0], [5, 3]] }, // prettier-ignore
              },
            },
          },
          {
            data: { values: points },
            mark: { type: 'point', filled: true, size: 60, opacity: 1, color: colour.ink },
            encoding: {
              x: { field: 'x', type: 'quantitative' },
              y: { field: 'y', type: 'quantitative' },
            },
          },
          {
            data: { values: points },
            mark: { type: 'text', align: 'left', dx: 7, dy: 12 },
            encoding: {
              x: { field: 'x', type: 'quantitative' },
              y: { field: 'y', type: 'quantitative' },
              text: { field: 'level' },
            },
          },
        ],
      },
    ],
    table: {
      caption: 'Points of the ROC curve',
      head: ['False-positive rate', 'Recall', 'Threshold'],
      rows: someOf(roc).map((point) => [
        rate(point.falsePositiveRate),
        formatRate(point.recall),
        String(Number(point.threshold.toPrecision(6))),
      ]),
    },
  };
}

/** About twenty of the points, evenly spread, with both ends. */
function someOf<T>(points: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(points.length / 20));
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}
