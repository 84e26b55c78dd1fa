import { Command } from '@commander-js/extra-typings';
import { CommanderError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { DONE, FAILED, WRONG_USAGE } from '../exit-codes.ts';
import { paint } from '../output/paint.ts';
import { defineVerbs, type Verbs } from './define-verbs.ts';
import { suggestionFor, suggestionForChoice } from './did-you-mean.ts';
import { optionsAsTyped } from './options-as-typed.ts';

/** Codes of what the arguments alone make impossible. */
const WRONG_USAGE_CODES = new Set([
  'TRAINER_OUTPUT_IS_INPUT',
  'TRAINER_OPTION_INVALID',
  'TRAINER_INPUT_MISSING',
  'DATASET_SOURCE_MISSING',
  'DATASET_DOWNLOAD_SOURCE_INVALID',
  'GENERATORS_BAD_SEED',
  'GENERATORS_UNKNOWN_FAMILY',
  'GENERATORS_UNKNOWN_VARIANT',
  'LOGS_FILE_MISSING',
  'LOGS_OPTION_INVALID',
  'MODEL_NOT_FOUND',
  'MODEL_UNKNOWN_NETWORK',
  'MODEL_VERSION_EXISTS',
]);

/** What a program that is called `degas` has. */
export interface Program {
  readonly verbs: Verbs;
  readonly version: string;
}

/** Runs one command line (without `node` and the program's name) and returns its exit code. */
export async function runCommandLine(
  args: readonly string[],
  terminal: CommandContext,
  { verbs, version }: Program,
): Promise<number> {
  let exitCode = DONE;
  let isQuiet = terminal.isQuiet;
  const { stdin, stdout, stderr, colours, now } = terminal;
  const context: CommandContext = {
    ...{ stdin, stdout, stderr, colours, now },
    get isQuiet() {
      return isQuiet;
    },
    // Looked up when a command asks for it, and not before.
    get signal() {
      return terminal.signal;
    },
  };
  const program = new Command('degas')
    .description(
      'Detects domain names that malware generates (DGA), names the family, trains models.',
    )
    .version(version, '-V, --version')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => {
        const suggestion = suggestionForChoice(text);
        write(paint(terminal, 'stderr', 'red', text));
        if (suggestion !== '') write(`(${suggestion})\n`);
      },
    })
    .exitOverride();
  await defineVerbs(program, verbs, args, context, (code) => {
    exitCode = code;
  });
  program.hook('preAction', (_, command) => {
    isQuiet ||= command.opts().quiet === true;
  });
  try {
    await program.parseAsync(knowing(program, args), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    if (codeOf(error) === 'EPIPE') return exitCode;
    terminal.stderr.write(`${describe(error, terminal)}\n`);
    return WRONG_USAGE_CODES.has(codeOf(error)) ? WRONG_USAGE : FAILED;
  }
}

/** `help` with a word that is no verb shows everything; what it is about says better what is wrong. */
function knowing({ commands }: Command, args: readonly string[]): readonly string[] {
  const [verb, topic] = args;
  if (verb !== 'help' || topic === undefined) return args;
  const isKnown = commands.some((one) => one.name() === topic || one.aliases().includes(topic));
  return isKnown || topic === 'help' ? args : [topic];
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** An error with a code is for the user; of any other, the message must do. A stack stays inside. */
function describe(error: unknown, terminal: CommandContext): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  const begin = code === '' ? '' : `${paint(terminal, 'stderr', 'red', code)}: `;
  const suggestion = suggestionFor(code, error.message);
  const end = suggestion === '' ? '' : ` ${paint(terminal, 'stderr', 'bold', suggestion)}`;
  return `${begin}${optionsAsTyped(error.message)}${end}`;
}
