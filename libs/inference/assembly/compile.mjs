/**
 * Compiles the engine and writes it as src/engine/wasm/engine-module.ts; with --check, only says whether that file is up to date.
 *
 *   node libs/inference/assembly/compile.mjs [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;
const target = join(folder, '../src/engine/wasm/engine-module.ts');
const common = [
  '-O3',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--noAssert',
  '--use',
  'abort=',
  '--importMemory',
  '--disableWarning',
];

async function compile(...flags) {
  let module;
  const { error, stderr } = await asc.main(
    ['index.ts', '--outFile', 'engine.wasm', ...common, ...flags],
    {
      readFile: (name, base) => {
        try {
          return readFileSync(join(base, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        module = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return Buffer.from(module).toString('base64');
}

process.chdir(folder);
const own = await compile();
const shared = await compile('--enable', 'threads', '--sharedMemory', '--maximumMemory', '16384');
const text = `// Written by assembly/compile.mjs; do not edit.

/* eslint-disable @typescript-eslint/no-inferrable-types -- else the declaration file repeats the texts */

// prettier-ignore
/** The engine with a memory of its own. */
export const ENGINE_MODULE: string = '${own}';

// prettier-ignore
/** The engine on a memory that workers share. */
export const SHARED_ENGINE_MODULE: string = '${shared}';
`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write(
      `${target} is not what assembly/ compiles to; run node libs/inference/assembly/compile.mjs\n`,
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
