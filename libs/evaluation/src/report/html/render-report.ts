import type { ModelComparison } from '../../compare/compare-models.ts';
import type { EvaluationReport } from '../../evaluate-scores.ts';
import type { Interval } from '../../intervals/wilson.ts';
import type { AttackResult } from '../../robustness/robustness.ts';
import { auditedComparison } from '../audited-comparison.ts';
import { count, formatRate, range } from '../format-number.ts';
import { calibrationChart } from './calibration-chart.ts';
import { renderChart } from './chart.ts';
import { familyHeatMap } from './family-heat-map.ts';
import { histogramChart } from './histogram-chart.ts';
import { manifestTable } from './manifest-table.ts';
import { html, type Markup } from './markup.ts';
import { page, section } from './page.ts';
import {
  comparisonTable,
  confusionTable,
  familyTable,
  givenThresholdTable,
  groupTable,
  metricsTable,
  operatingPointTable,
  robustnessTable,
} from './report-tables.ts';
import { rocChart } from './roc-chart.ts';
import { renderTable } from './table.ts';
import { trainingChart, type EpochFigures } from './training-chart.ts';

export interface RenderReportOptions {
  readonly title?: string;
  /** The epochs of `history.json`. */
  readonly history?: readonly EpochFigures[];
  /** The model's `manifest.json`; its fields are listed as they are. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** What `measureRobustness` gave. */
  readonly robustness?: readonly AttackResult<string>[];
  /** The report without benign names that an audit found to be machine-made. */
  readonly audited?: EvaluationReport;
  /** What `compareModels` gave. */
  readonly comparison?: ModelComparison;
}

const DEFAULT_TITLE = 'Degas evaluation';

/**
 * The report as one HTML page that needs nothing else: no script, no request. It reads on a phone, on paper, in
 * light and dark, and without the pictures, each of which has a description and a table.
 *
 * @example
 * await writeFile('report.html', await renderReport(report, { history, manifest }));
 */
export async function renderReport(
  report: EvaluationReport,
  options: RenderReportOptions = {},
): Promise<string> {
  const {
    title = DEFAULT_TITLE,
    history = [],
    manifest,
    robustness = [],
    comparison,
    audited,
  } = options;
  const charts = await Promise.all(
    [
      rocChart(report),
      histogramChart(report),
      calibrationChart(report),
      trainingChart(history),
      familyHeatMap(report),
    ].flatMap((chart) => (chart === null ? [] : [renderChart(chart)])),
  );
  const { names } = report;
  const lead = `${count(names.total)} names: ${count(names.benign)} benign, ${count(names.dga)} made by DGAs. Skipped: ${count(names.skippedBenign)} benign, which count in no rate, and ${count(names.skippedDga)} DGA, which count as misses.`;
  return page(title, lead, [
    tiles(report),
    section('Operating points', operatingPoints(report)),
    section('Audited names', audited ? [auditedTable(report, audited)] : []),
    section('Pictures', [html`<div class="charts">${charts}</div>`]),
    section('At one threshold', [
      renderTable(metricsTable(report)),
      renderTable(confusionTable(report)),
    ]),
    section('Families', report.families.length > 0 ? [renderTable(familyTable(report))] : []),
    section('Robustness', robustness.length > 0 ? [renderTable(robustnessTable(robustness))] : []),
    section('Against another model', comparison ? [renderTable(comparisonTable(comparison))] : []),
    section('Parts', [
      ...(report.sources.length > 0 ? [renderTable(groupTable('source', report.sources))] : []),
      ...(report.lengths.length > 0
        ? [renderTable(groupTable('length without the public suffix', report.lengths))]
        : []),
      ...(report.topLevelDomains.length > 0
        ? [renderTable(groupTable('top-level domain', report.topLevelDomains))]
        : []),
    ]),
    section(
      'Model',
      manifest ? [html`<div class="pairs">${renderTable(manifestTable(manifest))}</div>`] : [],
    ),
  ]);
}

function auditedTable(raw: EvaluationReport, audited: EvaluationReport): Markup {
  const { title, head, rows } = auditedComparison(raw, audited);
  return renderTable({ caption: title, head, rows });
}

function tiles({ atThreshold, operatingPoints, rocAuc, rocAucInterval }: EvaluationReport): Markup {
  const medium = operatingPoints.find(({ level }) => level === 'medium');
  const tile = (name: string, value: number | null, interval: Interval | null) =>
    html`<div>
      <dt>${name}</dt>
      <dd class="value">${formatRate(value)}</dd>
      <dd class="range">${range(interval)}</dd>
    </div>`;
  return html`<dl class="tiles">
    ${tile('Recall at FPR 1e-3', medium?.recall ?? null, medium?.recallInterval ?? null)}
    ${tile('Mean of families at 1e-3', medium?.macroRecall ?? null, medium?.macroRecallInterval ?? null)}
    ${tile('ROC AUC', rocAuc, rocAucInterval)}
    ${tile('F1', atThreshold.f1, atThreshold.intervals.f1)}
  </dl>`;
}

function operatingPoints(report: EvaluationReport): Markup[] {
  const reasons = report.operatingPoints.flatMap(({ level, reason }) =>
    reason === null ? [] : [html`<li>${level}: ${reason}</li>`],
  );
  return [
    renderTable(operatingPointTable(report)),
    ...(reasons.length > 0
      ? [
          html`<ul class="reasons">
            ${reasons}
          </ul>`,
        ]
      : []),
    ...(report.givenThresholds.length > 0 ? [renderTable(givenThresholdTable(report))] : []),
  ];
}
