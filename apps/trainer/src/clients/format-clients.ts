import { textTable } from '@degas/evaluation';

import { type ClientLevel, clientLevels, type ClientsReport } from './judge-clients.ts';

const share = (value: number | null | undefined): string => value?.toFixed(3) ?? '-';
const names = (count: number | null | undefined): string =>
  count === undefined ? '-' : count === null ? 'never' : String(count);
const perThousand = (value: number | undefined): string =>
  value === undefined ? '-' : (1000 * value).toFixed(1);

/** Tables of the protocol: recall by number of names, the rates of the levels, false alerts by kind, recall by family. */
export function formatClients(
  reports: readonly ClientsReport[],
  counts: readonly number[],
): string {
  const title = ({ detector, hasAnswers }: ClientsReport): string =>
    `${detector}, ${hasAnswers ? 'with' : 'without'} answers`;
  const levels = Object.keys(clientLevels) as ClientLevel[];
  const groups = Object.keys(reports[0]?.recall ?? {});
  const kinds = [...new Set(reports.flatMap((report) => Object.keys(report.falseAlertsByKind)))];
  const families = [...new Set(reports.flatMap((report) => Object.keys(report.families)))];
  const untilGroups = Object.keys(reports[0]?.namesUntilAlert ?? {});
  const attributions = reports.flatMap(({ attribution }) => attribution ?? []);
  const network = reports.filter(({ detector }) => detector === reports[0]?.detector);
  return [
    ...groups.map((group) =>
      textTable([
        [`recall at MEDIUM, ${group}`, ...counts.map((count) => `${count} names`)],
        ...reports.map((report) => [
          title(report),
          ...counts.map((count) => share(report.recall[group]?.medium[count])),
        ]),
      ]),
    ),
    textTable([
      ['names until the alert', ...untilGroups.flatMap((group) => [`${group}: median`, '90 %'])],
      ...reports
        .filter(({ namesUntilAlert }) => namesUntilAlert !== undefined)
        .map((report) => [
          title(report),
          ...untilGroups.flatMap((group) => {
            const { median, ninetieth } = report.namesUntilAlert?.[group] ?? {};
            return [names(median), names(ninetieth)];
          }),
        ]),
    ]),
    ...attributions.map(
      ({ macroF1, families, honestlyUnknown }) =>
        `families of ten names: macro F1 ${macroF1.toFixed(3)} over ${families}; of those the model can't know, ${share(honestlyUnknown)} are called unknown`,
    ),
    textTable([
      ['false alerts in 1,000 clean clients', ...levels.map((level) => level.toUpperCase())],
      ...reports.map((report) => [
        title(report),
        ...levels.map((level) => perThousand(report.falseAlerts[level])),
      ]),
    ]),
    textTable([
      ['at MEDIUM, in 1,000 clients of the kind', ...reports.map(title)],
      ...kinds.map((kind) => [
        kind,
        ...reports.map((report) => perThousand(report.falseAlertsByKind[kind])),
      ]),
    ]),
    textTable([
      [
        'recall at MEDIUM by family',
        ...network.flatMap((report) =>
          counts.map((count) => `${count} ${report.hasAnswers ? 'with' : 'without'}`),
        ),
      ],
      ...families.map((family) => [
        family,
        ...network.flatMap((report) =>
          counts.map((count) => share(report.families[family]?.[count])),
        ),
      ]),
    ]),
  ].join('\n\n');
}
