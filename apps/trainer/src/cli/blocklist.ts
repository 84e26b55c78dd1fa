import { Option, type Command } from '@commander-js/extra-typings';
import { blocklistFormats } from '@degas/generators';
import { alertLevels } from '@degas/traffic';

import type { CommandContext } from '../command-context.ts';
import { writeBlocklist } from '../commands/blocklist.ts';
import { sortArguments } from '../reading/sort-arguments.ts';
import { count, day, example, familyList } from './option-values.ts';

const HELP = `
Without inputs, the names that DGA families generate for the days from --from on are blocked: exact, no
model needed. With inputs (as of degas predict), those of their names that are classified as DGA at --level.
The header of the list says which false positives to expect.
`;

/** The command line of `degas blocklist`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('blocklist')
    .description('Write a blocklist of generated names, or of the DGA names of files and logs.')
    .argument('[inputs...]', 'files, folders, patterns, - for standard input, or names')
    .addOption(
      new Option('-f, --format <format>', 'form of the list')
        .choices(blocklistFormats)
        .default('hosts' as const),
    )
    .option('-o, --out <file>', 'file to write, - for standard output', '-')
    .addOption(
      new Option(
        '--level <level>',
        'least level of a classified name: 1 benign name in 100, 1,000 or 10,000 reaches it (default: high)',
      ).choices(alertLevels),
    )
    .option('--families <names>', 'only these families, with commas between', familyList)
    .option(
      '--from <day>',
      'first UTC day of generated names, such as 2026-11-24 (default: today)',
      day,
    )
    .option('--days <n>', 'number of days of generated names (default: 1)', count)
    .option('--allow <file>', 'names that are never blocked')
    .option('--deny <file>', 'names that are blocked wherever they occur')
    .option('--known-dga <file>', 'filter of known DGA names (degas filter), or this-month')
    .option('--model <dir>', 'model version (default: the bundled model)')
    .addHelpText(
      'after',
      `${HELP}${example('degas blocklist --days 7 --format rpz --out degas.rpz.zone')}`,
    )
    .action((args, options) => {
      const { names, files } = sortArguments(args);
      return writeBlocklist({ ...options, names, inputs: files }, terminal);
    });
}
