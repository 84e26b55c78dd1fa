import type { EvaluationReport } from '../../evaluate-scores.ts';
import { familyName, shortExponent } from '../format-number.ts';
import { CHART_WIDTH, colour, type Chart } from './chart.ts';
import { plainText } from './markup.ts';

/** Recalls at which a cell takes the next of the page's seven shades. */
const steps = [0.1, 0.25, 0.5, 0.75, 0.9, 0.99] as const;
const shades = Array.from({ length: steps.length + 1 }, (_, i) => `var(--heat-${i})`);
const inks = Array.from({ length: steps.length + 1 }, (_, i) => `var(--heat-ink-${i})`);

/** Recall of each family at each rate, the hardest family first; null where no rate could be measured. */
export function familyHeatMap({ familyCurves }: EvaluationReport): Chart | null {
  const { rates, families } = familyCurves;
  if (rates.length === 0 || families.length === 0) return null;
  const mean = (recalls: readonly number[]) => recalls.reduce((sum, recall) => sum + recall, 0);
  const ordered = families
    .map(({ family, recalls }) => ({ family: familyName(family), recalls }))
    .sort((a, b) => mean(a.recalls) - mean(b.recalls));
  const columns = rates.map(shortExponent);
  const cells = ordered.flatMap(({ family, recalls }) =>
    recalls.map((recall, column) => ({
      family: plainText(family),
      rate: columns[column],
      recall,
      text: (Math.floor(recall * 100 + 1e-9) / 100).toFixed(2).replace(/^0/, ''),
    })),
  );
  const position = {
    x: {
      field: 'rate',
      type: 'ordinal' as const,
      sort: columns,
      title: 'false-positive rate',
      axis: { orient: 'top' as const, labelAngle: 0, domain: false, ticks: false },
    },
    y: {
      field: 'family',
      type: 'nominal' as const,
      sort: [...new Set(cells.map(({ family }) => family))],
      title: null,
      axis: { labelLimit: 120, domain: false, ticks: false, labelColor: colour.ink },
    },
  };
  return {
    title: 'Recall of each family',
    description: `Heat map of recall for ${ordered.length} families at ${rates.length} false-positive rates, the hardest family first: ${ordered
      .slice(0, 3)
      .map(({ family }) => family)
      .join(', ')}. The table below it has the same figures.`,
    note: 'Rounded down. A rate is shown when at least ten benign names are its false positives.',
    specs: [
      {
        width: CHART_WIDTH,
        height: { step: 20 },
        autosize: { type: 'fit-x', contains: 'padding' },
        data: { values: cells },
        encoding: position,
        layer: [
          {
            mark: { type: 'rect', stroke: 'var(--page)', strokeWidth: 1 },
            encoding: {
              color: {
                field: 'recall',
                type: 'quantitative',
                scale: { type: 'threshold', domain: [...steps], range: shades },
                legend: null,
              },
            },
          },
          {
            mark: { type: 'text', fontSize: 11 },
            encoding: {
              text: { field: 'text' },
              color: {
                field: 'recall',
                type: 'quantitative',
                scale: { type: 'threshold', domain: [...steps], range: inks },
                legend: null,
              },
            },
          },
        ],
        resolve: { scale: { color: 'independent' } },
      },
    ],
    table: {
      caption: 'Recall of each family by false-positive rate',
      head: ['Family', ...columns],
      rows: ordered.map(({ family, recalls }) => [
        family,
        ...recalls.map((recall) => recall.toFixed(4)),
      ]),
    },
  };
}
