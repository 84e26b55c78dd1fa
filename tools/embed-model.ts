/**
 * Writes the model that ships inside @degas/inference: models/degas/<default>/degas.bin as a module of base64 text.
 *
 *   node --conditions=@degas/source --import tsx tools/embed-model.ts [degas.bin]
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readCompiledModel } from '@degas/inference';

const root = join(import.meta.dirname, '..');
const models = join(root, 'models/degas');
const target = join(root, 'libs/inference/src/shipped-model.ts');

/** The newest version, unless the file `default` names another. */
function defaultVersion(): string {
  const chosen = join(models, 'default');
  if (existsSync(chosen)) return readFileSync(chosen, 'utf8').trim();
  const versions = readdirSync(models).filter((name) => /^[1-9]\d*$/.test(name));
  return String(Math.max(...versions.map(Number)));
}

const file = process.argv[2] ?? join(models, defaultVersion(), 'degas.bin');
const bytes = readFileSync(file);
const { name, version } = readCompiledModel(bytes);
writeFileSync(
  target,
  `// Written by tools/embed-model.ts; do not edit.
// prettier-ignore
// eslint-disable-next-line @typescript-eslint/no-inferrable-types -- else the declaration file repeats the text
export const shippedModel: string = '${bytes.toString('base64')}';
`,
);
process.stdout.write(`${file} (${name} ${version}, ${bytes.length} bytes) → ${target}\n`);
