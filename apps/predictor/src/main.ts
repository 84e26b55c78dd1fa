import { runService } from './service/run.ts';

process.exitCode = await runService(process.argv.slice(2), process.env, {
  print: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  onStop: (stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  },
  onRefresh: (refresh) => {
    process.on('SIGHUP', refresh);
  },
});
