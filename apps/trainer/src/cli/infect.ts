import { Option, type Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { infect } from '../commands/infect.ts';
import { eventFormats } from '../infect/event-writers.ts';
import { RED_TEAM } from '../infect/infection-names.ts';
import { count, example, positive, whole } from './option-values.ts';
import { readingOptions } from './reading-options.ts';

const HELP = `
Use it to test your own alerts: the copy has the log's queries and, among them at their times, those
that a machine infected with FAMILY would send; nearly all of them fail. '${RED_TEAM}' is the pattern of
public red-team tools: 7 to 10 random letters with one digit, three suffixes.
`;

/** The command line of `degas infect`. */
export function define(program: Command, context: CommandContext): void {
  program
    .command('infect')
    .description('Copy a DNS log with the queries of an infected client among its own.')
    .argument('<log>', 'a DNS log of any format with times, or -')
    .requiredOption('--family <name>', `family of degas generate, or ${RED_TEAM}`)
    .requiredOption('--client <address>', 'the client that is infected')
    .option('--rate <n>', 'queries an hour', positive, 120)
    .option('--count <n>', 'names, at most', count, 50)
    .option('--resolved <n>', 'names at the end that resolve', whole, 1)
    .option('--seed <n>', 'random seed', whole, 1)
    .addOption(
      new Option('-f, --format <format>', 'output format')
        .choices(eventFormats)
        .default('zeek-json' as const),
    )
    .addOption(readingOptions.inputFormat)
    .option('-o, --output <file>', 'file for the copy (.gz compresses), - for standard output', '-')
    .addHelpText(
      'after',
      `${HELP}${example('degas infect dns.log --family qakbot --client 10.0.0.7 | degas hunt -')}`,
    )
    .action(async (log, { inputFormat, ...options }) => {
      await infect({ ...options, log, ...(inputFormat !== undefined && { inputFormat }) }, context);
    });
}
