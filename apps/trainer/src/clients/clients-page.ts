import {
  type Chart,
  CHART_WIDTH,
  colour,
  heatMap,
  renderChartPage,
  type Table,
} from '@degas/evaluation';

import { type ClientLevel, clientLevels, type ClientsReport } from './judge-clients.ts';

const share = (value: number | null | undefined): string => value?.toFixed(3) ?? '-';
const perThousand = (value: number | undefined): string =>
  value === undefined ? '-' : (1000 * value).toFixed(1);
const nameCount = (count: number | null | undefined): string =>
  count === undefined ? '-' : count === null ? 'never' : String(count);
const titleOf = ({ detector, hasAnswers }: ClientsReport): string =>
  `${detector}, ${hasAnswers ? 'with' : 'without'} answers`;

/** The protocol for clients as one page for people: every detector in the same tables, pictures of the first one. */
export function clientsPage(
  reports: readonly ClientsReport[],
  counts: readonly number[],
): Promise<string> {
  const [network, ...others] = reports;
  if (network === undefined) throw new RangeError('No report. Expected at least one.');
  const ofNetwork = [network, ...others.filter(({ detector }) => detector === network.detector)];
  return renderChartPage({
    title: 'Infected clients',
    lead: `Simulated client-days whose names no training saw. MEDIUM is set on other clients so that at most one clean client in 1,000 reaches it, and no hard kind more than three in 1,000. Pictures: ${network.detector}.`,
    tables: [...recallTables(reports, counts), untilTable(reports), rateTable(reports)],
    charts: [
      ...ofNetwork.map((report) => recallChart(report, counts)),
      ...ofNetwork.flatMap((report) => untilChart(report) ?? []),
      ...ofNetwork.map(falseAlertChart),
    ],
  });
}

function recallTables(reports: readonly ClientsReport[], counts: readonly number[]): Table[] {
  return Object.keys(reports[0]?.recall ?? {}).map((group) => ({
    caption: `Recall at MEDIUM by number of DGA names: ${group} families`,
    head: ['Detector', ...counts.map(String)],
    rows: reports.map((report) => [
      titleOf(report),
      ...counts.map((count) => share(report.recall[group]?.medium[count])),
    ]),
  }));
}

function untilTable(reports: readonly ClientsReport[]): Table {
  const groups = Object.keys(reports[0]?.namesUntilAlert ?? {});
  return {
    caption: 'Failing DGA names until the alert at MEDIUM, one after another',
    head: ['Detector', ...groups.flatMap((group) => [`${group}: median`, '90 %'])],
    rows: reports
      .filter(({ namesUntilAlert }) => namesUntilAlert !== undefined)
      .map((report) => [
        titleOf(report),
        ...groups.flatMap((group) => {
          const { median, ninetieth } = report.namesUntilAlert?.[group] ?? {};
          return [nameCount(median), nameCount(ninetieth)];
        }),
      ]),
  };
}

function rateTable(reports: readonly ClientsReport[]): Table {
  const levels = Object.keys(clientLevels) as ClientLevel[];
  return {
    caption: 'False alerts in 1,000 clean clients',
    head: ['Detector', ...levels.map((level) => level.toUpperCase())],
    rows: reports.map((report) => [
      titleOf(report),
      ...levels.map((level) => perThousand(report.falseAlerts[level])),
    ]),
  };
}

/** Recall of each family by number of names, the hardest family first. */
function recallChart(report: ClientsReport, counts: readonly number[]): Chart {
  const sum = (recalls: Readonly<Record<number, number>>): number =>
    counts.reduce((total, count) => total + (recalls[count] ?? 0), 0);
  const families = Object.entries(report.families).sort(([, a], [, b]) => sum(a) - sum(b));
  const cells = families.flatMap(([family, recalls]) =>
    counts.map((count) => ({ row: family, column: String(count), share: recalls[count] ?? 0 })),
  );
  return {
    title: `Recall at MEDIUM by family, ${report.hasAnswers ? 'with' : 'without'} answers`,
    description: `Heat map of the share of infected clients that reach MEDIUM for ${families.length} families by number of DGA names, the hardest family first. The table below it has the same figures.`,
    note: 'Rounded down.',
    specs: [heatMap(cells, 'DGA names asked for')],
    table: {
      caption: 'Share of infected clients that reach MEDIUM, by family and number of DGA names',
      head: ['Family', ...counts.map(String)],
      rows: families.map(([family, recalls]) => [
        family,
        ...counts.map((count) => share(recalls[count])),
      ]),
    },
  };
}

/** Names until the alert by family: a point for the median, a line to the ninetieth percentile. */
function untilChart({ namesByFamily }: ClientsReport): Chart | null {
  if (namesByFamily === undefined) return null;
  const most = 40;
  const rows = Object.entries(namesByFamily)
    .map(([family, { median, ninetieth }]) => ({
      family,
      median: median ?? most,
      ninetieth: ninetieth ?? most,
      shown: [family, nameCount(median), nameCount(ninetieth)],
    }))
    .sort((a, b) => b.median - a.median || b.ninetieth - a.ninetieth);
  const x = {
    type: 'quantitative' as const,
    title: 'failing DGA names',
    scale: { domain: [0, most] },
  };
  const y = {
    field: 'family',
    type: 'nominal' as const,
    sort: rows.map(({ family }) => family),
    title: null,
    axis: { labelLimit: 120, domain: false, ticks: false, labelColor: colour.ink },
  };
  return {
    title: 'Names until the alert at MEDIUM',
    description: `For each of ${rows.length} families, how many failing names a client asks for until it alerts: median and ninetieth percentile. The table below it has the same figures.`,
    note: `The point is the median, the line ends at the ninetieth percentile; ${most} stands for more and for never.`,
    specs: [
      {
        width: CHART_WIDTH,
        height: { step: 16 },
        autosize: { type: 'fit-x', contains: 'padding' },
        data: { values: rows },
        layer: [
          {
            mark: { type: 'rule', color: colour.muted },
            encoding: { x: { ...x, field: 'median' }, x2: { field: 'ninetieth' }, y },
          },
          {
            mark: { type: 'point', filled: true, size: 40, color: colour.dga },
            encoding: { x: { ...x, field: 'median' }, y },
          },
        ],
      },
    ],
    table: {
      caption: 'Failing DGA names until the alert, by family',
      head: ['Family', 'Median', '90 %'],
      rows: rows.map(({ shown }) => shown),
    },
  };
}

/** False alerts at MEDIUM by kind of clean client, the most frequent first. */
function falseAlertChart({ falseAlertsByKind, hasAnswers }: ClientsReport): Chart {
  const kinds = Object.entries(falseAlertsByKind).sort(([, a], [, b]) => b - a);
  const answers = hasAnswers ? 'with' : 'without';
  return {
    title: `False alerts at MEDIUM by kind of clean client, ${answers} answers`,
    description: `Bars of how many of 1,000 clean clients of ${kinds.length} kinds reach MEDIUM. The table below it has the same figures.`,
    note: 'The axis is logarithmic above 1. Advertisers’ generated names bound no threshold: malware might as well have made them.',
    specs: [
      {
        width: CHART_WIDTH,
        height: { step: 20 },
        autosize: { type: 'fit-x', contains: 'padding' },
        data: { values: kinds.map(([kind, rate]) => ({ kind, alerts: 1000 * rate })) },
        mark: { type: 'bar', color: colour.benign },
        encoding: {
          x: {
            field: 'alerts',
            type: 'quantitative',
            title: 'in 1,000 clients',
            scale: { type: 'symlog', domain: [0, 1000] },
            axis: { values: [0, 1, 3, 10, 100, 1000] },
          },
          y: {
            field: 'kind',
            type: 'nominal',
            sort: kinds.map(([kind]) => kind),
            title: null,
            axis: { labelLimit: 120, domain: false, ticks: false, labelColor: colour.ink },
          },
        },
      },
    ],
    table: {
      caption: 'Clean clients of 1,000 that reach MEDIUM, by kind',
      head: ['Kind', `${answers} answers`],
      rows: kinds.map(([kind, rate]) => [kind, perThousand(rate)]),
    },
  };
}
