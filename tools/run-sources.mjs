import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a program of a clone that was not built, from its sources, with the arguments of this process. */
export function runSources(program) {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@degas/source',
      '--import',
      import.meta.resolve('tsx'),
      fileURLToPath(program),
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  // A terminal sends Ctrl-C to both; the child decides what it keeps.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else {
      // Ends as the child did: what started this process looks at the signal.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
