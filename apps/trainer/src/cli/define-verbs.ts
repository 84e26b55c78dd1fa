import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';

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

/** Defines the verb that the arguments ask for, or all of them, on the program; `exit` takes an exit code other than 0. */
export async function defineVerbs(
  program: Command,
  args: readonly string[],
  terminal: CommandContext,
  exit: (code: number) => void,
): Promise<void> {
  for (const verb of await verbsFor(args)) verb.define(program, terminal, exit);
  for (const command of program.commands) {
    command.option('-q, --quiet', 'no progress and no summary on standard error');
  }
}

/** Loads the verb that is asked for; all of them for an alias, for help, for completion and for an unknown verb. */
function verbsFor([asked = '']: readonly string[]): Promise<Verb[]> {
  if (asked === '-V' || asked === '--version') return Promise.resolve([]);
  const isOne = Object.hasOwn(verbs, asked) && asked !== 'completion';
  const load = isOne ? verbs[asked] : undefined;
  return Promise.all((load ? [load] : Object.values(verbs)).map((read) => read()));
}
