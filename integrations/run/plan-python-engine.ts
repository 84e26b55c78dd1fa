import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Writes what the package `degas` of Python takes along in place of Node: the newest model's engine and lists. */
export function planPythonEngine(repository: string): void {
  const versions = readdirSync(join(repository, 'models/degas')).map(Number);
  const newest = Math.max(...versions.filter(Number.isInteger));
  execFileSync(
    process.execPath,
    [
      '--conditions=@degas/source',
      '--import',
      'tsx',
      'integrations/python/build/plan-engine.ts',
      `models/degas/${newest}/degas.bin`,
      'integrations/python/src/degas/data',
    ],
    { cwd: repository, stdio: 'inherit' },
  );
}
