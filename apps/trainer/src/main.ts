#!/usr/bin/env node
import { runTrainer } from './cli/run-trainer.ts';

// Native TensorFlow, where it is installed, writes to standard error how it was built.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
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
const WANTS_COLOURS = (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
process.exitCode = await runTrainer(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  colours: {
    stdout: WANTS_COLOURS && process.stdout.isTTY,
    stderr: WANTS_COLOURS && process.stderr.isTTY,
  },
  isQuiet: false,
  now: () => Date.now(),
  signal: stop.signal,
});
