import { tablePlan } from '../../csv/table-plan.ts';
import type { LineFormat } from '../format.ts';
import { openTable } from '../tables/csv.ts';

/** A table with a column of classes; Degas' own `dataset.csv.gz` is one. */
export const labelledCsv: LineFormat = {
  name: 'labelled-csv',
  description: 'a table with a column that says benign or DGA, and often the family',
  rows: 'labelled',
  fields: ['label', 'family', 'date', 'source'],
  frame: 'lines',
  detect: (sample, options) => {
    const plan = tablePlan(sample, options);
    if (plan === null || plan.at.name < 0 || plan.at.label < 0) return 0;
    return (plan.at.isSure ? 0.65 : 0.4) * plan.regularity;
  },
  open: openTable,
};
