#!/usr/bin/env node
import { runTrainer } from './cli.ts';

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
