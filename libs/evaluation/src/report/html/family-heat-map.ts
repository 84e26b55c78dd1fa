import type { EvaluationReport } from '../../evaluate-scores.ts';
import { familyName, shortExponent } from '../format-number.ts';
import type { Chart } from './chart.ts';
import { heatMap } from './heat-map.ts';

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
    recalls.map((share, column) => ({ row: family, column: columns[column] ?? '', share })),
  );
  return {
    title: 'Recall of each family',
    description: `Heat map of recall for ${ordered.length} families at ${rates.length} false-positive rates, the hardest family first: ${ordered
      .slice(0, 3)
      .map(({ family }) => family)
      .join(', ')}. The table below it has the same figures.`,
    note: 'Rounded down. A rate is shown when at least ten benign names are its false positives.',
    specs: [heatMap(cells, 'false-positive rate')],
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
