import type { CommandContext } from '../command-context.ts';
import { allVerbs } from './all-verbs.ts';
import { readVersion } from './read-version.ts';
import { runCommandLine } from './run-command-line.ts';

/** Runs a command line of the program that has every verb; returns its exit code. */
export function runTrainer(args: readonly string[], terminal: CommandContext): Promise<number> {
  const version = readVersion(new URL('../../package.json', import.meta.url));
  return runCommandLine(args, terminal, { verbs: allVerbs, version });
}
