import type { EvaluationReport } from '../../evaluate-scores.ts';
import { count, formatRate, range } from '../format-number.ts';
import { CHART_WIDTH, colour, type Chart } from './chart.ts';

/** The share of DGA names over the score that promised it; null where scores are no probabilities. */
export function calibrationChart({ calibration }: EvaluationReport): Chart | null {
  if (calibration === null || calibration.bins.length === 0) return null;
  const { bins, expectedCalibrationError, brierScore, temperature } = calibration;
  const points = bins.map((bin) => ({
    score: bin.meanScore,
    share: bin.dgaShare,
    low: bin.dgaShareInterval?.low ?? bin.dgaShare,
    high: bin.dgaShareInterval?.high ?? bin.dgaShare,
  }));
  const x = {
    field: 'score',
    type: 'quantitative' as const,
    title: 'mean score',
    scale: { domain: [0, 1] },
  };
  const y = {
    field: 'share',
    type: 'quantitative' as const,
    title: 'share of DGA names',
    scale: { domain: [0, 1] },
  };
  const error = `Expected calibration error ${formatRate(expectedCalibrationError)}, Brier score ${formatRate(brierScore)}`;
  return {
    title: 'Calibration',
    description: `Reliability diagram: share of DGA names over mean score in ${bins.length} bins, with the diagonal of perfect calibration. ${error}.`,
    note: `${error}${temperature === null ? '' : `, fitted temperature ${temperature.toFixed(2)} (above 1: overconfident)`}. It holds for the mixture of classes in these names.`,
    specs: [
      {
        width: CHART_WIDTH,
        height: 300,
        autosize: { type: 'fit', contains: 'padding' },
        layer: [
          {
            data: { values: [0, 1].map((end) => ({ score: end, share: end })) },
            mark: { type: 'line', color: colour.muted, strokeDash: [4, 3], strokeWidth: 1 },
            encoding: { x, y },
          },
          {
            data: { values: points },
            mark: { type: 'rule', color: colour.dga },
            encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          {
            data: { values: points },
            mark: {
              type: 'line',
              color: colour.dga,
              point: { color: colour.dga, filled: true, size: 50 },
            },
            encoding: { x, y },
          },
        ],
      },
    ],
    table: {
      caption: 'Share of DGA names by score',
      head: ['Score', 'Names', 'Mean score', 'DGA share', '95 % interval'],
      rows: bins.map((bin) => [
        `${bin.from.toFixed(3)}–${bin.to.toFixed(3)}`,
        count(bin.names),
        formatRate(bin.meanScore),
        formatRate(bin.dgaShare),
        range(bin.dgaShareInterval),
      ]),
    },
  };
}
