import { TableParser } from '../../csv/table-parser.ts';
import { tablePlan, type TablePlan } from '../../csv/table-plan.ts';
import { LogsError } from '../../errors.ts';
import type { FormatContext, LineFormat, LineParser } from '../format.ts';

/** A table whose format nothing else says. */
export const csv: LineFormat = {
  name: 'csv',
  description: 'a table with any delimiter, with or without a header; columns by what they hold',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers', 'family', 'date', 'source'],
  frame: 'lines',
  detect: (sample, options) => {
    const plan = tablePlan(sample, options);
    if (plan === null || plan.at.name < 0) return 0;
    if (options.column !== undefined || options.delimiter !== undefined) return 0.9;
    // Lists of addresses have colons, too, and are read better as such.
    return (plan.isRare ? 0.3 : plan.at.isSure ? 0.6 : 0.35) * plan.regularity;
  },
  open: openTable,
};

/** Opens a table, which must have a column of names. */
export function openTable(context: FormatContext): LineParser {
  const plan = tablePlan(context.sample, context.options);
  if (plan === null || plan.at.name < 0) throw noName(context, plan);
  return new TableParser(plan, context);
}

function noName({ sample }: FormatContext, plan: TablePlan | null): LogsError {
  const source = sample.fileName === '' ? 'The input' : sample.fileName;
  const titles = plan === null ? '' : ` of [${plan.titles.slice(0, 24).join(', ')}]`;
  return new LogsError(
    'LOGS_COLUMN_MISSING',
    `${source} has no column with names${titles}. Expected host names in one of its columns; name it with the column option (its title, or its number from 1).`,
  );
}
