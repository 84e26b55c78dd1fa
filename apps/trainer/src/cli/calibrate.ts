import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { calibrate } from '../commands/calibrate.ts';
import { splitReading } from './log-reading.ts';
import { duration, example, positive } from './option-values.ts';
import { readingOptions } from './reading-options.ts';

const HELP = `
Give it days of your own traffic that you believe to be clean. It prints the alerts a day to expect at
each level, chooses the most sensitive one with few enough, and proposes names to allow: suspicious
ones that many clients ask for and that resolve. It warns where the traffic is not clean.
`;

/** The command line of `degas calibrate`. */
export function define(program: Command, context: CommandContext): void {
  program
    .command('calibrate')
    .description('Fit degas hunt to a network, by its own clean DNS logs.')
    .argument('[logs...]', 'files, folders, patterns, or - for standard input')
    .option('-o, --output <file>', 'settings file to write, for degas hunt --settings')
    .option('--allow-out <file>', 'list of the names to allow to write, for --allow')
    .option('--alerts-per-day <n>', 'alerts a day that you can look at', positive, 1)
    .option(
      '--window <duration>',
      'how long evidence of a client is kept together',
      duration,
      86_400_000,
    )
    .option('--known-dga <file>', 'filter of known DGA names, as degas filter writes it')
    .option('--model <dir>', 'model version (default: the bundled model)')
    .option('--json', 'print JSON instead of tables', false)
    .addOption(readingOptions.inputFormat)
    .addOption(readingOptions.column)
    .addOption(readingOptions.delimiter)
    .addOption(readingOptions.clientColumn)
    .addOption(readingOptions.timeColumn)
    .addOption(readingOptions.rcodeColumn)
    .addHelpText('after', `${HELP}${example('degas calibrate last-week/ -o degas-settings.json')}`)
    .action(async (logs, options) => {
      const { reading, others } = splitReading(options);
      const { window: windowMs, ...settings } = others;
      await calibrate({ ...settings, windowMs, inputs: logs, reading }, context);
    });
}
