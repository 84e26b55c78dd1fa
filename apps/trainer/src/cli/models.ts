import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { printModels } from '../commands/models.ts';
import { example, whole } from './option-values.ts';

/** The command line of `degas models`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('models')
    .description('List the versions of a model and their metrics, and choose the default.')
    .argument('[root]', 'folder that holds the versions', 'models/degas')
    .option('--default <version>', 'make this version the default', whole)
    .option('--json', 'print JSON', false)
    .addHelpText('after', example('degas models --default 1'))
    .action((root, options) => printModels({ root, ...options }, terminal));
}
