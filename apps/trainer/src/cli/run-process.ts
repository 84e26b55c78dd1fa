import type { CommandContext } from '../command-context.ts';
import { FAILED } from '../exit-codes.ts';
import { cannotWrite } from '../output/cannot-write.ts';
import { standardInput } from './standard-input.ts';

/** Runs the command line of this process, on its streams and signals, and leaves the exit code. */
export async function runProcess(
  run: (args: readonly string[], terminal: CommandContext) => Promise<number>,
): Promise<void> {
  let stop: AbortController | null = null;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes the pipe (`| head`) is not a failure; writers see that the stream is gone.
    if (error.code === 'EPIPE') return;
    process.stderr.write(`TRAINER_CANNOT_WRITE: ${cannotWrite('standard output', error)}\n`);
    process.exit(FAILED);
  });
  process.stderr.on('error', () => {
    // There is nowhere left to say it.
  });
  const wantsColours = (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  const signalOf = (): AbortSignal => {
    // Ctrl-C ends a command that never asks, as it ends any program.
    if (stop === null) {
      const made = (stop = new AbortController());
      process.once('SIGINT', () => {
        made.abort();
      });
    }
    return stop.signal;
  };
  process.exitCode = await run(process.argv.slice(2), {
    stdin: standardInput(process.stdin, signalOf),
    stdout: process.stdout,
    stderr: process.stderr,
    colours: {
      stdout: wantsColours && process.stdout.isTTY,
      stderr: wantsColours && process.stderr.isTTY,
    },
    isQuiet: false,
    now: () => Date.now(),
    get signal() {
      return signalOf();
    },
  });
}
