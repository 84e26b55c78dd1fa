import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { writeFilter } from '../commands/filter.ts';
import { count, day, example, familyList, month, year } from './option-values.ts';

/** The command line of `degas filter`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('filter')
    .description('Write a filter of the names that known DGA families generate, for --known-dga.')
    .requiredOption('-o, --out <file>', 'file to write, - for standard output')
    .option('--year <year>', 'all days of a year, such as 2027 (about 20 s, 35 MB)', year)
    .option(
      '--month <month>',
      'all days of a month, such as 2026-11 (default: this one; about 3 s, 5 MB)',
      month,
    )
    .option('--from <day>', 'first UTC day, such as 2026-11-24', day)
    .option('--days <n>', 'number of days from --from on', count)
    .option(
      '--families <names>',
      'families, with commas between (default: all that can be predicted)',
      familyList,
    )
    .addHelpText(
      'after',
      example(
        'degas filter --month 2026-11 --out known.bin && degas predict dns.log --known-dga known.bin',
      ),
    )
    .action((options) => writeFilter(options, terminal));
}
