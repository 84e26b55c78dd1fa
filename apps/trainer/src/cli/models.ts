import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { printModels } from '../commands/models.ts';
import { example, whole } from './option-values.ts';

/** The command line of `degas models`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('models')
    .description('List the versions under a models folder and their metrics.')
    .argument('[root]', 'folder of versions', 'models/degas')
    .option('--default <version>', 'make this version the default', whole)
    .addHelpText('after', example('degas models --default 1'))
    .action((root, options) => printModels({ root, ...options }, terminal));
}
