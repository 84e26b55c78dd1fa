import type { TopLevelSpec } from 'vega-lite';

import { CHART_WIDTH, colour } from './chart.ts';
import { plainText } from './markup.ts';

/** Shares at which a cell takes the next of the page's seven shades. */
const steps = [0.1, 0.25, 0.5, 0.75, 0.9, 0.99] as const;
const shades = Array.from({ length: steps.length + 1 }, (_, i) => `var(--heat-${i})`);
const inks = Array.from({ length: steps.length + 1 }, (_, i) => `var(--heat-ink-${i})`);

/** A share from 0 to 1 in a row and a column. */
export interface HeatMapCell {
  readonly row: string;
  readonly column: string;
  readonly share: number;
}

/** A specification of Vega-Lite: shares as shaded cells, rounded down; rows and columns in the order of the cells. */
export function heatMap(cells: readonly HeatMapCell[], columnTitle: string): object {
  const values = cells.map(({ row, column, share }) => ({
    row: plainText(row),
    column,
    share,
    text: (Math.floor(share * 100 + 1e-9) / 100).toFixed(2).replace(/^0/, ''),
  }));
  const coloured = (range: readonly string[]) => ({
    field: 'share',
    type: 'quantitative' as const,
    scale: { type: 'threshold' as const, domain: [...steps], range: [...range] },
    legend: null,
  });
  const spec: TopLevelSpec = {
    width: CHART_WIDTH,
    height: { step: 20 },
    autosize: { type: 'fit-x', contains: 'padding' },
    data: { values },
    encoding: {
      x: {
        field: 'column',
        type: 'ordinal',
        sort: [...new Set(values.map(({ column }) => column))],
        title: columnTitle,
        axis: { orient: 'top', labelAngle: 0, domain: false, ticks: false },
      },
      y: {
        field: 'row',
        type: 'nominal',
        sort: [...new Set(values.map(({ row }) => row))],
        title: null,
        axis: { labelLimit: 120, domain: false, ticks: false, labelColor: colour.ink },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: 'var(--page)', strokeWidth: 1 },
        encoding: { color: coloured(shades) },
      },
      {
        mark: { type: 'text', fontSize: 11 },
        encoding: { text: { field: 'text' }, color: coloured(inks) },
      },
    ],
    resolve: { scale: { color: 'independent' } },
  };
  return spec;
}
