import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Registry } from './registry.ts';
import { run } from './run.ts';

export interface Project {
  readonly folder: string;
  readonly write: (file: string, text: string) => void;
}

/** An empty project with packages installed, strict about the Node that they ask for, as companies have it. */
export function makeProject(
  folder: string,
  registry: Registry,
  packages: readonly string[],
  engines: '--engine-strict' | '--no-engine-strict' = '--engine-strict',
): Project {
  const project: Project = {
    folder,
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
  };
  project.write('.npmrc', registry.npmrc);
  project.write('package.json', JSON.stringify({ name: 'trial', private: true }));
  run(folder, 'npm', [
    ...['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', engines],
    ...packages,
  ]);
  return project;
}
