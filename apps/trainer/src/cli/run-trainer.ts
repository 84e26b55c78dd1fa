import { Command } from '@commander-js/extra-typings';
import { CommanderError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { DONE, FAILED, WRONG_USAGE } from '../exit-codes.ts';
import { optionsAsTyped } from './options-as-typed.ts';

interface Verb {
  define(program: Command, terminal: CommandContext, exit: (code: number) => void): void;
}

/** A verb's file is read when the verb is asked for: judging names needs neither TensorFlow.js nor an S3 client. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  download: () => import('./download.ts'),
  process: () => import('./process.ts'),
  train: () => import('./train.ts'),
  evaluate: () => import('./evaluate.ts'),
  predict: () => import('./predict.ts'),
  hunt: () => import('./hunt.ts'),
  models: () => import('./models.ts'),
  export: () => import('./export.ts'),
  generate: () => import('./generate.ts'),
};

/** Runs one command line (without `node` and the program's name) and gives its exit code. */
export async function runTrainer(
  args: readonly string[],
  terminal: CommandContext,
): Promise<number> {
  let exitCode = DONE;
  const program = new Command('degas')
    .description('Tells whether domain names were made up by malware.')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
  for (const verb of await verbsFor(args)) {
    verb.define(program, terminal, (code) => {
      exitCode = code;
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    terminal.stderr.write(`${describe(error)}\n`);
    return isWrongUsage(error) ? WRONG_USAGE : FAILED;
  }
}

/** The verb that is asked for; all of them for an alias, for help and for what is no verb. */
function verbsFor([asked = '']: readonly string[]): Promise<Verb[]> {
  const load = Object.hasOwn(verbs, asked) ? verbs[asked] : undefined;
  return Promise.all((load ? [load] : Object.values(verbs)).map((read) => read()));
}

/** Codes of what the arguments alone make impossible. */
const WRONG_USAGE_CODES = new Set([
  'TRAINER_OUTPUT_IS_INPUT',
  'TRAINER_INPUT_MISSING',
  'LOGS_FILE_MISSING',
  'LOGS_OPTION_INVALID',
]);

function isWrongUsage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && WRONG_USAGE_CODES.has(String(error.code));
}

/** A coded error is for the caller to read; of anything else the message must do. A stack stays inside. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return `${code}${optionsAsTyped(error.message)}`;
}
