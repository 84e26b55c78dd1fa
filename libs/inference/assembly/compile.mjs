/**
 * Compiles the engine and the products of the group's networks, and writes them as src/engine/wasm/engine-module.ts and
 * products-module.ts; with --check, only says whether these files are up to date.
 *
 *   node libs/inference/assembly/compile.mjs [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;
const targets = join(folder, '../src/engine/wasm');
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

async function compile(program, ...flags) {
  let module;
  const { error, stderr } = await asc.main(
    [program, '--outFile', 'engine.wasm', ...common, ...flags],
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
const own = await compile('index.ts');
const shared = await compile(
  'index.ts',
  '--enable',
  'threads',
  '--sharedMemory',
  '--maximumMemory',
  '16384',
);
const products = await compile('dense-products.ts');
const head = `// Written by assembly/compile.mjs; do not edit.

/* eslint-disable @typescript-eslint/no-inferrable-types -- else the declaration file repeats the texts */
`;
const modules = {
  'engine-module.ts': `${head}
// prettier-ignore
/** The engine with a memory of its own. */
export const ENGINE_MODULE: string = '${own}';

// prettier-ignore
/** The engine on a memory that workers share. */
export const SHARED_ENGINE_MODULE: string = '${shared}';
`,
  'products-module.ts': `${head}
// prettier-ignore
/** Products of a vector and a matrix. */
export const PRODUCTS_MODULE: string = '${products}';
`,
};
for (const [name, text] of Object.entries(modules)) {
  const target = join(targets, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write(
      `${target} is not what assembly/ compiles to; run node libs/inference/assembly/compile.mjs\n`,
    );
    process.exitCode = 1;
  }
}
