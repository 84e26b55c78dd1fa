import { readFileSync } from 'node:fs';

import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { CommanderError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { DONE, FAILED, WRONG_USAGE } from '../exit-codes.ts';
import { paint } from '../output/paint.ts';
import { suggestionFor } from './did-you-mean.ts';
import { optionsAsTyped } from './options-as-typed.ts';

interface Verb {
  define(program: Command, terminal: CommandContext, exit: (code: number) => void): void;
}

/** A verb's file is read when the verb is asked for: classifying names needs neither TensorFlow.js nor an S3 client. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  predict: () => import('./predict.ts'),
  hunt: () => import('./hunt.ts'),
  score: () => import('./score.ts'),
  infect: () => import('./infect.ts'),
  calibrate: () => import('./calibrate.ts'),
  generate: () => import('./generate.ts'),
  filter: () => import('./filter.ts'),
  blocklist: () => import('./blocklist.ts'),
  download: () => import('./download.ts'),
  process: () => import('./process.ts'),
  train: () => import('./train.ts'),
  evaluate: () => import('./evaluate.ts'),
  models: () => import('./models.ts'),
  export: () => import('./export.ts'),
  completion: () => import('./completion.ts'),
};

/** Codes of what the arguments alone make impossible. */
const WRONG_USAGE_CODES = new Set([
  'TRAINER_OUTPUT_IS_INPUT',
  'TRAINER_OPTION_INVALID',
  'TRAINER_INPUT_MISSING',
  'LOGS_FILE_MISSING',
  'LOGS_OPTION_INVALID',
  'MODEL_UNKNOWN_NETWORK',
]);

/** Runs one command line (without `node` and the program's name) and returns its exit code. */
export async function runTrainer(
  args: readonly string[],
  terminal: CommandContext,
): Promise<number> {
  let exitCode = DONE;
  let isQuiet = terminal.isQuiet;
  const context: CommandContext = {
    ...terminal,
    get isQuiet() {
      return isQuiet;
    },
  };
  const program = new Command('degas')
    .description(
      'Detects domain names that malware generates (DGA), names the family, trains models.',
    )
    .version(packageVersion(), '-V, --version')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => {
        write(paint(terminal, 'stderr', 'red', text));
      },
    })
    .exitOverride();
  for (const verb of await verbsFor(args)) {
    verb.define(program, context, (code) => {
      exitCode = code;
    });
  }
  for (const command of program.commands) addCommonOptions(command);
  program.hook('preAction', (_, command) => {
    isQuiet ||= command.opts().quiet === true;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    if (codeOf(error) === 'EPIPE') return exitCode;
    terminal.stderr.write(`${describe(error, terminal)}\n`);
    return WRONG_USAGE_CODES.has(codeOf(error)) ? WRONG_USAGE : FAILED;
  }
}

function addCommonOptions(command: CommandUnknownOpts): void {
  command.option('-q, --quiet', 'no progress and no summary on standard error');
}

/** Loads the verb that is asked for; all of them for an alias, for help, for completion and for an unknown verb. */
function verbsFor([asked = '']: readonly string[]): Promise<Verb[]> {
  if (asked === '-V' || asked === '--version') return Promise.resolve([]);
  const isOne = Object.hasOwn(verbs, asked) && asked !== 'completion';
  const load = isOne ? verbs[asked] : undefined;
  return Promise.all((load ? [load] : Object.values(verbs)).map((read) => read()));
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
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
