import { availableParallelism } from 'node:os';

import { Option, type Command } from '@commander-js/extra-typings';
import { verdictFormats } from '@degas/logs';

import type { CommandContext } from '../command-context.ts';
import { predict } from '../commands/predict.ts';
import { TrainerError } from '../errors.ts';
import { FOUND_DGA } from '../exit-codes.ts';
import { sortArguments } from '../reading/sort-arguments.ts';
import { count, example, operatingPoint, repeated } from './option-values.ts';
import { readingOptions } from './reading-options.ts';

const HELP = `
Arguments that exist are files; those that look like files (a path, a pattern, an ending such as
.csv or .log) must exist. All others are names. --name takes any text as a name.
Each record has one line in the output, in input order; a record without a verdict is "skipped".
Exit codes: 0 done, 1 failed or an input was not understood, 2 wrong usage, 3 DGA found (--fail-on-dga).
`;

/** The command line of `degas predict`. */
export function define(
  program: Command,
  terminal: CommandContext,
  exit: (code: number) => void,
): void {
  program
    .command('predict')
    .description('Classify domain names from arguments, files of any format or standard input.')
    .argument('[inputs...]', 'files, folders, patterns, - for standard input, or names')
    .option('-i, --input <file>', 'file, folder, pattern or -; may be repeated', repeated, [])
    .option(
      '-n, --name <name>',
      'a name, even if it looks like a file; may be repeated',
      repeated,
      [],
    )
    .option(
      '-o, --output <file>',
      'file for the verdicts (.gz compresses), - for standard output',
      '-',
    )
    .addOption(
      new Option('-f, --format <format>', 'output format')
        .choices(verdictFormats)
        .default('tsv' as const),
    )
    .addOption(readingOptions.inputFormat)
    .addOption(readingOptions.column)
    .addOption(readingOptions.delimiter)
    .option('--list-formats', 'list the input formats and exit')
    .option('--json', 'with --list-formats, print them as JSON', false)
    .option('--keep', "add each record's own fields to its verdict", false)
    .option('--rejected <file>', 'write records that could not be read to this file')
    .option('--model <dir>', 'model version (default: the bundled model)')
    .option('--workers <n>', 'threads (default: one per core)', count)
    .option(
      '--operating-point <point>',
      'low, medium (default) or high: 1 benign name in 100, 1,000 or 10,000 is labelled dga; or a score',
      operatingPoint,
    )
    .option(
      '--allow <file>',
      'names that are never labelled dga: one a line, *.example.com for all below',
    )
    .option('--deny <file>', 'names that are always labelled dga')
    .option(
      '--settings <file>',
      'operating point and names to allow, as degas calibrate writes them',
    )
    .option('--known-dga <file>', 'filter of known DGA names (degas filter), or this-month')
    .option('--fail-on-dga', 'exit with 3 if a name is labelled dga', false)
    .addHelpText('after', `${HELP}${example('zcat dns.log.gz | degas predict --format jsonl')}`)
    .action(async (args, options) => {
      if (options.listFormats === true) {
        // Only the table needs it, and it takes longer to load than a name to classify.
        const { formatJson, formatTable } = await import('../predict/format-table.ts');
        terminal.stdout.write(options.json ? formatJson() : formatTable());
        return;
      }
      const {
        input,
        name,
        format,
        json,
        failOnDga,
        workers = availableParallelism(),
        ...rest
      } = options;
      if (json) throw verdictsAsJson();
      const { names, files } = sortArguments(args);
      const found = await predict(
        {
          ...rest,
          names: [...names, ...name],
          inputs: [...files, ...input],
          outputFormat: format,
          workers,
        },
        terminal,
      );
      if (failOnDga && found > 0) exit(FOUND_DGA);
    });
}

function verdictsAsJson(): TrainerError {
  return new TrainerError(
    'TRAINER_OPTION_INVALID',
    '--json was given without --list-formats. Expected both, or --format jsonl for verdicts as JSON lines.',
  );
}
