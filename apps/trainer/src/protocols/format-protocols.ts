import { levels, textTable } from '@degas/evaluation';

import type { AdvertisingKind } from './advertising-kind.ts';
import type { ProtocolReport } from './evaluate-protocols.ts';

/** What can be asked: recall on families that training saw, on those it didn't, and false alarms on sources it didn't. */
export const protocols = ['seen', 'unseen-families', 'unseen-sources'] as const;
export type Protocol = (typeof protocols)[number];

type Cells = Partial<Record<string, number | null>> | undefined;

/** One table a protocol, models beside each other; columns are the false-positive rates that thresholds were set for. */
export function formatProtocols(
  reports: readonly ProtocolReport[],
  chosen: readonly Protocol[],
): string {
  const table = (
    title: string,
    rows: readonly string[],
    of: (report: ProtocolReport, row: string) => Cells,
    format: (value: number | null | undefined) => string = share,
  ): string =>
    textTable([
      [title, ...reports.flatMap(({ model }) => [`${model} 1e-2`, '1e-3', '1e-4'])],
      ...rows.map((row) => [
        row,
        ...reports.flatMap((report) => levels.map((level) => format(of(report, row)?.[level]))),
      ]),
    ]);
  const keys = (of: (report: ProtocolReport) => readonly string[]): string[] => [
    ...new Set(reports.flatMap(of)),
  ];
  const recallTables = (protocol: 'seen' | 'unseen-families'): string[] => {
    const isAsked = ({ isSeen }: { isSeen: boolean }): boolean => isSeen === (protocol === 'seen');
    const groups = keys(({ recall }) => Object.keys(recall)).filter((group) =>
      group.startsWith(protocol === 'seen' ? 'seen' : 'unseen'),
    );
    const families = keys((report) => report.families.filter(isAsked).map(({ family }) => family));
    return [
      table('macro recall', groups, ({ recall }, group) => recall[group]),
      table(
        'recall by family',
        families,
        (report, name) =>
          report.families.find((row) => row.family === name && isAsked(row))?.recall,
      ),
    ];
  };
  const attacks = keys((report) => Object.keys(report.attacks));
  const sources = keys(({ falseAlarms }) => falseAlarms.map(({ source }) => source));
  const tables: Record<Protocol, () => string[]> = {
    seen: () => [
      ...recallTables('seen'),
      table('recall under attack', attacks, (report, attack) => report.attacks[attack]),
      ...reports.map(
        ({ model, attribution: { macroF1, families, attributed }, likeliest }) =>
          `${model} names the family of ${share(attributed)} of the seen families' names: macro F1 ${share(macroF1)} over ${families} families; of the likeliest family of every name ${share(likeliest.macroF1)}`,
      ),
      textTable([
        ['candidates for the family, by source', ...candidateTitles],
        ...reports.flatMap(({ model, candidates }) =>
          candidates.map(({ source, names, coverage, meanSize, single, singleRight }) => [
            `${model}, ${source}`,
            String(names),
            ...[coverage, meanSize, single, singleRight].map(share),
          ]),
        ),
      ]),
      ...reports.map(
        ({ model, advertising: { machines, seen, unseen } }) =>
          `${model} gives the kind 'advertising' to ${kindShare(machines)} benign lists' machine-made names that it calls DGA, to ${kindShare(seen)} seen families' names and ${kindShare(unseen)} unseen ones'.`,
      ),
      ...reports
        .slice(0, 1)
        .map(
          ({ knownBenign }) => `The known-DGA look-up finds ${knownBenign} of the benign names.`,
        ),
    ],
    'unseen-families': () => recallTables('unseen-families'),
    'unseen-sources': () => [
      table(
        "false alarms at the model's own thresholds",
        sources,
        ({ falseAlarms }, name) => falseAlarms.find(({ source }) => source === name)?.rate,
        (value) => value?.toExponential(1) ?? '-',
      ),
    ],
  };
  return [
    `Recall at thresholds set on ${reports[0]?.benignNames ?? 0} benign names of sources that training didn't see.`,
    ...chosen.flatMap((protocol) => tables[protocol]()),
  ].join('\n\n');
}

const candidateTitles = ['called DGA', 'covered', 'candidates', 'one alone', 'and right'];

const kindShare = ({ advertising, called }: AdvertisingKind): string =>
  `${advertising} of ${called}`;

const share = (value: number | null | undefined): string => value?.toFixed(3) ?? '-';
