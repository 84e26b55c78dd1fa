import { type Command, Option } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { predict } from '../commands/predict.ts';
import { FOUND_DGA } from '../exit-codes.ts';
import { verdictFormats } from '../output/verdict-formats.ts';
import { inputFormats } from '../reading/names-input.ts';
import { count, example, operatingPoint } from './option-values.ts';

/** The command line of `degas predict`. */
export function define(
  program: Command,
  terminal: CommandContext,
  exit: (code: number) => void,
): void {
  program
    .command('predict')
    .description('Judge names: from the arguments, a file or standard input.')
    .argument('[names...]', 'names; a single existing file is read instead')
    .option('--input <file>', 'file of names, - for standard input', '-')
    .option('--output <file>', '- for standard output', '-')
    .addOption(
      new Option('--format <format>', 'of the verdicts').choices(verdictFormats).default('tsv'),
    )
    .addOption(
      new Option('--input-format <format>', 'of the names').choices(inputFormats).default('auto'),
    )
    .option('--column <name>', 'field that holds the name')
    .option('--model <dir>', 'model version (default: the one that ships)')
    .option('--workers <n>', 'threads that judge', count, 1)
    .option(
      '--operating-point <level>',
      'low, medium, high (1 benign name in 100, 1,000, 10,000 called DGA), or a score',
      operatingPoint,
    )
    .option('--allow <file>', 'names never called DGA: a line each, *.example.com for all below')
    .option('--deny <file>', 'names always called DGA')
    .option('--known-dga <file>', 'saved filter of the names that known families make')
    .option('--fail-on-dga', 'exit code 3 when a name is judged DGA', false)
    .addHelpText('after', example('zcat dns.log.gz | degas predict --format jsonl'))
    .action(
      async (
        names: string[],
        options: Omit<Parameters<typeof predict>[0], 'names' | 'outputFormat' | 'format'> & {
          format: (typeof verdictFormats)[number];
          inputFormat: (typeof inputFormats)[number];
          failOnDga: boolean;
        },
      ) => {
        const { format, inputFormat, failOnDga, ...rest } = options;
        const found = await predict(
          { ...rest, names, outputFormat: format, format: inputFormat },
          terminal,
        );
        if (failOnDga && found > 0) exit(FOUND_DGA);
      },
    );
}
