import type { CommandContext } from '../command-context.ts';

/** Runs the command line of this process, on its streams and signals, and leaves the exit code. */
export async function runProcess(
  run: (args: readonly string[], terminal: CommandContext) => Promise<number>,
): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  // A reader that closes the pipe (`| head`) is not a failure; writers see that the stream is gone.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const wantsColours = (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  process.exitCode = await run(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    colours: {
      stdout: wantsColours && process.stdout.isTTY,
      stderr: wantsColours && process.stderr.isTTY,
    },
    isQuiet: false,
    now: () => Date.now(),
    signal: stop.signal,
  });
}
