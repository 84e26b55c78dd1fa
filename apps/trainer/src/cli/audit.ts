import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';
import { drawAudit } from '../commands/draw-audit.ts';
import { readAudit } from '../commands/read-audit.ts';
import { TrainerError } from '../errors.ts';
import { count, example, repeated, whole } from './option-values.ts';

const MOST_READERS = 2;

/** The command line of `degas audit`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('audit')
    .description(
      'Find names of benign lists that machines made: draw sheets for readers, and read their answers back.',
    )
    .argument('[lists...]', 'lists of benign names, files of any format; with --data, its sources')
    .option('--data <dir>', 'processed folder whose sources are audited')
    .option(
      '-o, --out <path>',
      'folder for the sheets and their key; with --read, file for the digests (default: digests.csv beside the sheet)',
    )
    .option('--names <n>', 'candidates of each list; as many decoys are added', count, 200)
    .option('--readings <n>', 'sheets, each in an order of its own', count, MOST_READERS)
    .option(
      '--detector <dir>',
      'model version that scores the names beside the two that are trained here; one that saw a list is refused; may be repeated',
      repeated,
      [],
    )
    .option(
      '--outside <file>',
      'list of machine-made names from elsewhere, such as an ad-block list; counts as one more detector; may be repeated',
      repeated,
      [],
    )
    .option('--seed <n>', 'seed of the decoys and of the order', whole, 1)
    .option('--read <sheet...>', 'read the answers of one or two readers')
    .option('--key <file>', 'with --read: the key (default: key.csv beside the first sheet)')
    .option('--overwrite', 'replace sheets or digests that exist', false)
    .addHelpText(
      'after',
      example(
        'degas audit hosts.txt popular.csv --out audit\n  $ degas audit --read audit/reading-1.csv audit/reading-2.csv',
      ),
    )
    .action((lists, { read, key, out, overwrite, ...drawing }) => {
      if (read !== undefined) {
        if (lists.length > 0 || read.length > MOST_READERS) {
          throw invalid(
            `--read has ${read.length + lists.length} files`,
            'one or two sheets',
            'Give the sheets alone.',
          );
        }
        const files = { ...(key !== undefined && { key }), ...(out !== undefined && { out }) };
        return readAudit({ sheets: read, ...files, overwrite }, terminal);
      }
      if (lists.length === 0 || out === undefined) {
        throw invalid(
          `${lists.length} lists were given${out === undefined ? ' and no --out' : ''}`,
          'lists and a folder for the sheets, or --read with sheets',
          'For example: degas audit names.txt --out audit.',
        );
      }
      return drawAudit({ lists, out, overwrite, ...drawing }, terminal);
    });
}

function invalid(given: string, expected: string, advice: string): TrainerError {
  return new TrainerError('TRAINER_OPTION_INVALID', `${given}. Expected ${expected}. ${advice}`);
}
