#!/usr/bin/env node
import { runMonitor } from './cli/run-monitor.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop.abort();
  });
}
// Without settings that can be read again, a lost terminal must not end the monitor.
let reload = (): void => undefined;
process.on('SIGHUP', () => {
  reload();
});
// A reader that closes the pipe (`| head`) is not a failure; writers see that the stream is gone.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
});
process.exitCode = await runMonitor(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  now: Date.now,
  clock: () => performance.now(),
  random: Math.random,
  stop: stop.signal,
  onReload: (callback) => {
    reload = callback;
  },
});
// Standard input that is not read to its end would keep the process alive.
process.stdin.destroy();
// Everything is closed. kafkajs can't break off joining a group, which may take a minute: it must not keep it alive either.
setTimeout(() => process.exit(), 10_000).unref();
