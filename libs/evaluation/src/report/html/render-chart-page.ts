import { type Chart, renderChart } from './chart.ts';
import { html } from './markup.ts';
import { page, section } from './page.ts';
import { renderTable, type Table } from './table.ts';

export interface ChartPage {
  readonly title: string;
  /** What the page is about, in a sentence or two. */
  readonly lead: string;
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
}

/** Tables and charts as one HTML page that needs nothing else; it reads on a phone, on paper, in light and dark, and without the pictures. */
export async function renderChartPage({ title, lead, tables, charts }: ChartPage): Promise<string> {
  const drawn = await Promise.all(charts.map(renderChart));
  return page(title, lead, [
    section('Figures', tables.map(renderTable)),
    section('Pictures', drawn.length > 0 ? [html`<div class="charts">${drawn}</div>`] : []),
  ]);
}
