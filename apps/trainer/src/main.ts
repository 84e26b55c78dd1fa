#!/usr/bin/env node
import { runTrainer } from './cli/run-trainer.ts';

// Native TensorFlow, where it is installed, tells on standard error how it was built.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
});
process.exitCode = await runTrainer(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => Date.now(),
  signal: stop.signal,
});
