import type { Command } from '@commander-js/extra-typings';

import type { CommandContext } from '../command-context.ts';

/** A verb of the command line; `exit` takes an exit code other than 0. */
export interface Verb {
  define(program: Command, terminal: CommandContext, exit: (code: number) => void): void;
}

/** Verbs by name, in the order of the help. A verb's file is read when the verb is asked for. */
export type Verbs = Readonly<Record<string, () => Promise<Verb>>>;

/** Defines the verb that the arguments ask for, or all of them, on the program. */
export async function defineVerbs(
  program: Command,
  verbs: Verbs,
  args: readonly string[],
  terminal: CommandContext,
  exit: (code: number) => void,
): Promise<void> {
  for (const verb of await verbsFor(verbs, args)) verb.define(program, terminal, exit);
  for (const command of program.commands) {
    command.option('-q, --quiet', 'no progress and no summary on standard error');
  }
}

/** Loads the verb that is asked for; all of them for an alias, for help, for completion and for an unknown verb. */
function verbsFor(verbs: Verbs, [asked = '']: readonly string[]): Promise<Verb[]> {
  if (asked === '-V' || asked === '--version') return Promise.resolve([]);
  const isOne = Object.hasOwn(verbs, asked) && asked !== 'completion';
  const load = isOne ? verbs[asked] : undefined;
  return Promise.all((load ? [load] : Object.values(verbs)).map((read) => read()));
}
