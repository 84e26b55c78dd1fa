/**
 * Compiles the training kernel and writes it as src/forward/convolution-module.ts; with --check, only says whether that
 * file is up to date.
 *
 *   node libs/model/assembly/compile.mjs [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;
const target = join(folder, '../src/forward/convolution-module.ts');
const flags = [
  '-O3',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--noAssert',
  '--use',
  'abort=',
  '--importMemory',
];

let module;
const { error, stderr } = await asc.main(
  ['index.ts', '--outFile', 'kernel.wasm', ...flags, '--disableWarning'],
  {
    readFile: (name) => {
      try {
        return readFileSync(join(folder, name), 'utf8');
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
const text = `// Written by assembly/compile.mjs; do not edit.

// prettier-ignore
/** WebAssembly of assembly/index.ts, in base64. */
export const CONVOLUTION_MODULE = '${Buffer.from(module).toString('base64')}';
`;
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    `${target} is not what assembly/ compiles to; run node libs/model/assembly/compile.mjs\n`,
  );
  process.exitCode = 1;
}
