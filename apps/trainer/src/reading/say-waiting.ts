import { STDIN } from '@degas/logs/node';

import type { CommandContext } from '../command-context.ts';

/** Says, where standard input is a keyboard, that it is read: else a command that was given nothing looks as if it hung. */
export function sayWaiting(
  inputs: readonly string[],
  what: string,
  { stdin, stderr }: CommandContext,
): void {
  if (!inputs.includes(STDIN) || stdin.isTTY !== true) return;
  stderr.write(`Reading ${what} from the keyboard; Ctrl-D ends.\n`);
}
