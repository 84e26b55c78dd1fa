#!/usr/bin/env node
// The bin of the package: there at install, so that `npx degas-monitor` never asks the registry. Runs the build, else the sources.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  const source = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const loader = import.meta.resolve('tsx');
  const child = spawn(
    process.execPath,
    ['--conditions=@degas/source', '--import', loader, source, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  // A terminal sends Ctrl-C to both; the child decides what it keeps.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
