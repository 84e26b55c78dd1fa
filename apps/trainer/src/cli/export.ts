import { type Command, Option } from '@commander-js/extra-typings';
import { exportFormats } from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { exportVersion } from '../commands/export.ts';
import { example } from './option-values.ts';

/** The command line of `degas export`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('export')
    .description('Export a model for another runtime. MODEL may be a .h5 file of Keras.')
    .argument('<model>', 'model version, or a model that Keras saved as .h5')
    .addOption(
      new Option('--format <format>', 'export format').choices(exportFormats).makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'folder (tfjs, savedmodel, directory) or file (onnx, compiled)')
    .option('--overwrite', 'replace what is in --out', false)
    .addHelpText('after', example('degas export models/degas/1 --format onnx --out degas.onnx'))
    .action((model, options) => exportVersion({ ...options, model }, terminal));
}
