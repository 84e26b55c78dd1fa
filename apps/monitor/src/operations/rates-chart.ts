import { type Chart, colour, renderChart } from '@degas/evaluation';

import type { RateSample } from './rate-series.ts';

/** In the chart's own units: it takes the width of its place. */
const WIDTH = 340;
const HEIGHT = 80;
const Y_EXTENT = 40;
const Y_AXIS = { tickCount: 3, tickMinStep: 1, format: '~s' } as const;

/** The figure that was drawn last, and of what: everybody who looks at the same moment gets the same one. */
let last: { readonly of: string; readonly figure: Promise<string> } | null = null;

/** Draws the rates of the last hour as a figure of HTML, with a table that says the same. */
export function ratesChart(samples: readonly RateSample[]): Promise<string> {
  if (samples.length < 2)
    return Promise.resolve('<p class="hint">Rates are shown in a few seconds.</p>');
  const of = JSON.stringify(samples);
  if (last?.of !== of) last = { of, figure: draw(samples) };
  return last.figure;
}

async function draw(samples: readonly RateSample[]): Promise<string> {
  const rows = samples.map(({ time, namesPerSecond, failingShare, lag }) => ({
    time,
    namesPerSecond,
    failing: failingShare === null ? null : 100 * failingShare,
    lag,
  }));
  const mostOf = (field: keyof (typeof rows)[number]): number =>
    Math.max(1, ...rows.map((row) => row[field] ?? 0));
  const line = (
    field: keyof (typeof rows)[number],
    title: string,
    stroke: string,
  ): Chart['specs'][number] => ({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: WIDTH,
    height: HEIGHT,
    data: { values: rows },
    // The table says the same; a mark has no name of its own for a screen reader.
    mark: { type: 'line', color: stroke, strokeWidth: 2, aria: false },
    encoding: {
      x: {
        field: 'time',
        type: 'temporal',
        title: null,
        axis: { tickCount: 4, format: '%H:%M:%S' },
      },
      y: {
        field,
        type: 'quantitative',
        title,
        scale: { domain: [0, mostOf(field)], nice: true },
        // One width for all, so that the same moment is in the same place.
        axis: { ...Y_AXIS, minExtent: Y_EXTENT, maxExtent: Y_EXTENT },
      },
    },
  });
  const hasLag = rows.some(({ lag }) => lag !== null);
  const chart: Chart = {
    title: 'The last hour',
    description:
      'Names a second, the share of them that do not exist, and how far the inputs are behind',
    specs: [
      line('namesPerSecond', 'names a second', colour.benign),
      line('failing', 'failing, %', colour.dga),
      ...(hasLag ? [line('lag', 'lag', colour.muted)] : []),
    ],
    table: {
      caption: 'Rates, the latest first',
      head: ['time (UTC)', 'names a second', 'failing', 'lag'],
      rows: samples
        .slice(-60)
        .reverse()
        .map(({ time, namesPerSecond, failingShare, lag }) => [
          new Date(time).toISOString().slice(11, 19),
          namesPerSecond.toFixed(1),
          failingShare === null ? '–' : `${(100 * failingShare).toFixed(1)} %`,
          lag === null ? '–' : String(lag),
        ]),
    },
  };
  return (await renderChart(chart)).text;
}
