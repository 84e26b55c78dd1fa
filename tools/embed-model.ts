/**
 * Writes the model that ships inside @degas/inference: models/degas/<default>/degas.bin as a module of text, deflated
 * and in base64, and the name of the file that the package has it in, for Node, when it is built.
 *
 *   node --conditions=@degas/source --import tsx tools/embed-model.ts [degas.bin]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';

import { readCompiledModel } from '@degas/inference';

import { defaultModel } from './default-model.ts';

const target = join(import.meta.dirname, '../libs/inference/src/load');

const file = process.argv[2] ?? defaultModel();
const bytes = readFileSync(file);
const { name, version } = readCompiledModel(bytes);
const digest = bytes.readUInt32LE(12).toString(16).padStart(8, '0');
const packed = deflateRawSync(bytes, { level: 9, memLevel: constants.Z_MAX_MEMLEVEL });
writeFileSync(
  join(target, 'bundled-model.ts'),
  `// Written by tools/embed-model.ts; do not edit.
// prettier-ignore
// eslint-disable-next-line @typescript-eslint/no-inferrable-types -- else the declaration file repeats the text
export const BUNDLED_MODEL: string = '${packed.toString('base64')}';
`,
);
writeFileSync(
  join(target, 'bundled-model-file.ts'),
  `// Written by tools/embed-model.ts; do not edit.

/** Has the digest in its name, so that no other model is taken for it. */
export const BUNDLED_MODEL_FILE = 'bundled-model-${digest}.bin';
`,
);
process.stdout.write(
  `${file} (${name} ${version}, ${bytes.length} bytes, packed ${packed.length}) → ${target}/bundled-model.ts\n`,
);
