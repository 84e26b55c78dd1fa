import { levels, textTable } from '@degas/evaluation';

import { type ProtocolReport } from './judge-protocols.ts';

/** The protocols' tables, models beside each other; rates are of the levels low, medium and high. */
export function formatProtocols(reports: readonly ProtocolReport[]): string {
  const [first] = reports;
  if (!first) return '';
  const heading = (title: string): string[] => [
    title,
    ...reports.flatMap(({ model }) => [`${model} 1e-2`, '1e-3', '1e-4']),
  ];
  const cells = (
    of: (report: ProtocolReport) => Partial<Record<string, number | null>> | undefined,
  ) => reports.flatMap((report) => levels.map((level) => share(of(report)?.[level])));
  const familyNames = [
    ...new Set(reports.flatMap(({ families }) => families.map(({ family }) => family))),
  ];
  return [
    `thresholds set on ${first.benignNames} benign names of sources that training didn't see`,
    textTable([
      heading('macro recall'),
      ...Object.keys(first.recall).map((group) => [group, ...cells(({ recall }) => recall[group])]),
    ]),
    textTable([
      heading('recall under attack'),
      ...Object.keys(first.attacks).map((attack) => [
        attack,
        ...cells(({ attacks }) => attacks[attack]),
      ]),
    ]),
    textTable([
      heading("false alarms at the model's own thresholds"),
      ...first.falseAlarms.map(({ source, names }, index) => [
        `${source} (${names})`,
        ...reports.flatMap(({ falseAlarms }) =>
          levels.map((level) => rate(falseAlarms[index]?.rate[level])),
        ),
      ]),
    ]),
    textTable([
      heading('recall by family'),
      ...familyNames.map((name) => [
        name,
        ...cells(({ families }) => families.find(({ family }) => family === name)?.recall),
      ]),
    ]),
  ].join('\n\n');
}

const share = (value: number | null | undefined): string => value?.toFixed(3) ?? '-';
const rate = (value: number | undefined): string => value?.toExponential(1) ?? '-';
