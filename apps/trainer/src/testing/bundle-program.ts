import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../../../..');

/** Bundles the program with every verb into a folder; what npm has stays outside. Returns the file to run. */
export async function bundleProgram(folder: string): Promise<string> {
  // As deep as the compiled files are, for package.json is looked for from there.
  const dist = join(folder, 'dist/cli');
  mkdirSync(dist, { recursive: true });
  await build({
    entryPoints: { main: join(root, 'apps/trainer/src/main.ts') },
    outdir: dist,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@degas/source'],
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    plugins: [
      {
        name: 'what npm has stays outside',
        setup(build) {
          build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith('@degas/') || path.startsWith(root) ? undefined : { external: true },
          );
        },
      },
    ],
  });
  cpSync(join(root, 'apps/trainer/package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return join(dist, 'main.mjs');
}
