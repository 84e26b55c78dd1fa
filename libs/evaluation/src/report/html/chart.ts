import type { Config, TopLevelSpec } from 'vega-lite';

import { html, Markup } from './markup.ts';
import { renderTable, type Table } from './table.ts';

/** A picture with the words and the table that say the same. */
export interface Chart {
  readonly title: string;
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
  /** Specifications of Vega-Lite, drawn one under the other. Its types have errors of their own, so no declaration here names them. */
  readonly specs: readonly object[];
  readonly note?: string;
  readonly table: Table;
}

/** Width of every chart in its own units: a phone's, so that its letters stay readable there. */
export const CHART_WIDTH = 380;

/** Colours are the page's own variables, so that one picture serves light, dark and print. */
export const colour = {
  benign: 'var(--benign)',
  dga: 'var(--dga)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
} as const;

const config: Config = {
  aria: false,
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    domainColor: colour.muted,
    tickColor: colour.muted,
    gridColor: 'var(--line)',
    labelColor: colour.muted,
    titleColor: colour.ink,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 500,
    titlePadding: 8,
  },
  legend: {
    orient: 'top',
    title: null,
    labelColor: colour.ink,
    labelFontSize: 12,
    symbolStrokeWidth: 2,
    labelLimit: 200,
  },
  text: { color: colour.ink, fontSize: 12 },
};

/** Draws a Vega-Lite specification to SVG that takes the width of its place. */
async function drawSvg(spec: object): Promise<Markup> {
  // Loaded when a report is drawn, so that the metrics alone stay light to import.
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const logger = vega.logger(vega.None);
  const compiled = vegaLite.compile(spec as TopLevelSpec, { config, logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
  try {
    const svg = await view.toSVG();
    return new Markup(svg.replace(/ width="[\d.]+" height="[\d.]+" (viewBox)/, ' $1'));
  } finally {
    view.finalize();
  }
}

/** The chart as a figure: picture, note, and the table on demand. */
export async function renderChart(chart: Chart): Promise<Markup> {
  const pictures = await Promise.all(chart.specs.map(drawSvg));
  const note = chart.note === undefined ? [] : [html`<p class="note">${chart.note}</p>`];
  return html`<figure>
    <figcaption><h3>${chart.title}</h3></figcaption>
    <div class="picture" role="img" aria-label="${chart.description}">${pictures}</div>
    ${note}
    <details>
      <summary>The same as a table</summary>
      ${renderTable(chart.table)}
    </details>
  </figure>`;
}
