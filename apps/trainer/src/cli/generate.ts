import { type Command, Option } from '@commander-js/extra-typings';
import { nameFormats } from '@degas/generators';

import type { CommandContext } from '../command-context.ts';
import { generateNames } from '../commands/generate.ts';
import { count, day, example } from './option-values.ts';

/** The command line of `degas generate`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('generate')
    .description('List the names that DGA families generate, or (without a family) the families.')
    .argument('[families...]', 'families; all for every date-seeded one')
    .option('--from <date>', 'first day, such as 2026-11-24 (default: today, UTC)', day)
    .option('--days <n>', 'number of days', count, 1)
    .option('--count <n>', 'maximum number of names per family and day', count)
    .option('--seed <seed>', "the family's seed (default: the best-known one)")
    .option('--variant <name>', "the family's variant (default: the best-known one)")
    .option('--known-seeds', 'every variant and seed that was seen in the wild', false)
    .addOption(
      new Option('-f, --format <format>', 'format of the list').choices(nameFormats).default('txt'),
    )
    .option('--json', 'print the list of families as JSON', false)
    .addHelpText('after', example('degas generate all --days 7 --format rpz > degas.rpz.zone'))
    .action((families, options) => generateNames({ ...options, families }, terminal));
}
