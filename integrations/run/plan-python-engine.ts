import { execFileSync } from 'node:child_process';

import { defaultModel } from '../../tools/default-model.ts';

/** Writes what the package `degas` of Python takes along in place of Node: the engine of the model that ships, and lists. */
export function planPythonEngine(repository: string): void {
  execFileSync(
    process.execPath,
    [
      '--conditions=@degas/source',
      '--import',
      'tsx',
      'integrations/python/build/plan-engine.ts',
      defaultModel(),
      'integrations/python/src/degas/data',
    ],
    { cwd: repository, stdio: 'inherit' },
  );
}
