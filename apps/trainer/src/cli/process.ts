import { type Command, Option } from '@commander-js/extra-typings';
import { datasetFormats } from '@degas/dataset';
import { InvalidArgumentError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { processRaw } from '../commands/process.ts';
import { processBreakdowns } from '../output/process-table.ts';
import { count, example } from './option-values.ts';

/** The command line of `degas process`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('process')
    .alias('process-data')
    .description('Clean a folder of raw feeds, lists and logs into one labelled data set.')
    .argument('<raw>', 'folder with the raw files')
    .argument('<out>', 'folder for dataset.csv.gz and report.json')
    .option(
      '--exclude <source...>',
      "sources, files or members of archives to leave out, such as 'bambenek*' (its terms forbid a shipped model)",
    )
    .option(
      '--format <file=format...>',
      'format of files that do not show it (* in the name); benign-list and dga-list say the class of a list',
      formatOf,
      {},
    )
    .option(
      '--domain-column <column>',
      'column or field of the name: a title, a JSON path or a number from 1',
    )
    .option('--label-column <column>', 'column or field of the class (benign or dga, 0 or 1)')
    .option('--family-column <column>', 'column or field of the DGA family')
    .option('--known-dga-from <day>', 'drop benign names that a DGA generates from this day on')
    .option(
      '--known-dga-days <n>',
      'number of days of --known-dga-from (a third of a second each)',
      count,
      31,
    )
    .option('--shortest-dga-label <n>', 'drop DGA names with a shorter label', count)
    .option('--dates', 'add the column date, for splits by date', false)
    .option(
      '--rejected <file>',
      'write every dropped row with its reason to this file (.gz compresses)',
    )
    .addOption(
      new Option('--by <part>', 'also print what was kept and dropped of each').choices(
        processBreakdowns,
      ),
    )
    .option('--json', 'print the report as JSON', false)
    .addHelpText(
      'after',
      example('degas process data/raw data/processed --rejected dropped.csv.gz'),
    )
    .action((raw, out, options) => processRaw({ raw, out, ...options }, terminal));
}

function formatOf(value: string, others: Readonly<Record<string, string>>) {
  const at = value.lastIndexOf('=');
  const format = datasetFormats.find((name) => name === value.slice(at + 1));
  if (at < 1 || format === undefined) {
    throw new InvalidArgumentError(
      `It must be a file name, = and one of ${datasetFormats.join(', ')}.`,
    );
  }
  return { ...others, [value.slice(0, at)]: format };
}
