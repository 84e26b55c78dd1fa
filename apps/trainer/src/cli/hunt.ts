import { Option, type Command } from '@commander-js/extra-typings';
import { alertLevels } from '@degas/traffic';

import type { CommandContext } from '../command-context.ts';
import { eventOrders, huntStream } from '../commands/hunt-stream.ts';
import { hunt } from '../commands/hunt.ts';
import { TrainerError } from '../errors.ts';
import { FOUND_DGA } from '../exit-codes.ts';
import { huntFormats } from '../hunt/hunt-formats.ts';
import { splitReading } from './log-reading.ts';
import { duration, example } from './option-values.ts';
import { readingOptions } from './reading-options.ts';

const HELP = `
Reads DNS logs of any format (degas predict --list-formats) and reports the clients whose names
together look like those of malware. A level is a rate of false alerts: at most one clean client
in 100 (low), 1,000 (medium) or 10,000 (high) a day. A list without clients is one client.
With --stream, events sorted by time are judged as they come, a client again when its level
rises; events sorted by client are judged client by client, in the memory of one.
Exit codes: 0 done, 1 failed or an input was not understood, 2 wrong usage, 3 client suspected (--fail-on-alert).
`;

/** The command line of `degas hunt`. */
export function define(
  program: Command,
  context: CommandContext,
  exit: (code: number) => void,
): void {
  program
    .command('hunt')
    .description('Find the clients of a network that are infected, in DNS logs of any format.')
    .argument('[logs...]', 'files, folders, patterns, or - for standard input')
    .option(
      '-o, --output <file>',
      'file for the results (.gz compresses), - for standard output',
      '-',
    )
    .option('--html <file>', 'one page for people who read no tables: clients, names, what to do')
    .addOption(
      new Option(
        '-f, --format <format>',
        'output format (default: table, with --stream jsonl)',
      ).choices(huntFormats),
    )
    .option('--stream', 'write each suspected client as soon as it is known, line by line', false)
    .addOption(
      new Option('--sorted-by <order>', 'with --stream: what the events are sorted by')
        .choices(eventOrders)
        .default('time' as const),
    )
    .addOption(
      new Option('--level <level>', 'lowest level that is reported (default: medium)').choices(
        alertLevels,
      ),
    )
    .option('--all', 'report every client, with its score', false)
    .option(
      '--window <duration>',
      'how long evidence of a client is kept together, such as 90m (default: 24h)',
      duration,
    )
    .option('--settings <file>', 'level, window and names to allow, as degas calibrate writes them')
    .option('--allow <file>', 'names that are no evidence: one a line, with all below')
    .option('--known-dga <file>', 'filter of known DGA names, as degas filter writes it')
    .option('--model <dir>', 'model version (default: the bundled model)')
    .addOption(readingOptions.inputFormat)
    .addOption(readingOptions.column)
    .addOption(readingOptions.delimiter)
    .addOption(readingOptions.clientColumn)
    .addOption(readingOptions.timeColumn)
    .addOption(readingOptions.rcodeColumn)
    .option('--fail-on-alert', 'exit with 3 if a client is suspected', false)
    .addHelpText(
      'after',
      `${HELP}${example('degas hunt dns.log.*.gz dns.log --level high --format jsonl')}`,
    )
    .action(async (logs, options) => {
      const { reading, others } = splitReading(options);
      const { window: windowMs, failOnAlert, stream, sortedBy, format, html, ...settings } = others;
      const common = {
        ...settings,
        ...(windowMs !== undefined && { windowMs }),
        inputs: logs,
        reading,
      };
      const page = html === undefined ? {} : { html };
      if (stream)
        refuseTogether(format === 'table', html !== undefined, common.all && sortedBy === 'time');
      const found = stream
        ? await huntStream(
            { ...common, format: format === 'ecs' ? 'ecs' : 'jsonl', sortedBy },
            context,
          )
        : await hunt({ ...common, ...page, format: format ?? 'table' }, context);
      if (failOnAlert && found > 0) exit(FOUND_DGA);
    });
}

/** What needs all clients at once can't be had from a stream. */
function refuseTogether(isTable: boolean, hasPage: boolean, isAllInTime: boolean): void {
  const given = [
    ...(isTable ? ['--format table'] : []),
    ...(hasPage ? ['--html'] : []),
    ...(isAllInTime ? ['--all without --sorted-by client'] : []),
  ];
  if (given.length === 0) return;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    `--stream with ${given.join(' and ')}. Expected lines that can be written one by one; leave one of them out.`,
  );
}
