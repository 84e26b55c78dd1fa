/**
 * Writes what the Python package runs: the engine's module, a memory with a model laid out in it, the arguments of the
 * engine's calls, the programs that judge groups with the model as it is and look known names up, and the rules of the Public Suffix List that the
 * Node packages have.
 *
 *   node --conditions=@degas/source --import tsx integrations/python/build/plan-engine.ts MODEL OUT
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { buildSync } from 'esbuild';

import { ENGINE_MODULE } from '../../../libs/inference/src/engine/wasm/engine-module.ts';
import {
  createWasmInstance,
  createWasmNetwork,
} from '../../../libs/inference/src/engine/wasm/wasm-engine.ts';
import { encodingOf, readCompiledModel } from '../../../libs/inference/src/format/degas-bin.ts';
import { webAssembly } from '../../../libs/inference/src/platform/web-assembly.ts';
import { DEFAULT_CANDIDATE_THRESHOLD } from '../../../libs/inference/src/verdict/likely-classes.ts';
import { headNames } from '../../../libs/inference/src/verdict/named-class.ts';
import { suffixRules } from './suffix-rules.ts';

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined || webAssembly === undefined) {
  throw new Error(
    `Given MODEL '${source ?? ''}' and OUT '${target ?? ''}', expected a degas.bin and a folder to write to; ` +
      'run plan-engine.ts MODEL OUT on a Node with WebAssembly.',
  );
}

/** Names a run: each call of wasmtime's costs as much as scoring fifteen names. */
const BATCH_SIZE = 1024;

const compiled = readFileSync(source);
const model = readCompiledModel(compiled);
const encoding = encodingOf(model);
const network = await createWasmNetwork(webAssembly, model, encoding, { batchSize: BATCH_SIZE });
const instance = createWasmInstance(network, encoding, 0);
if (!instance.isByteWise) {
  throw new Error(
    `Model '${model.name}' reads encoding '${encoding.name}', expected one that the engine encodes by itself; ` +
      'choose a model that reads characters.',
  );
}
const { names, ofClass } = headNames(instance.familyScores === null ? [] : model.families);
const end = network.firstInstance + network.instanceSize;
const placeOf = ({ byteOffset }: { readonly byteOffset: number }): number => byteOffset;

mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'engine.wasm'), Buffer.from(ENGINE_MODULE, 'base64'));
writeFileSync(join(target, 'engine.bin'), new Uint8Array(network.memory.buffer, 0, end));
writeFileSync(
  join(target, 'engine.json'),
  `${JSON.stringify(
    {
      model: model.name,
      version: model.version,
      threshold: model.threshold,
      operatingPoints: model.operatingPoints,
      candidateThreshold: model.candidateThreshold ?? DEFAULT_CANDIDATE_THRESHOLD,
      names: names.map(({ family, kind }) => [family, kind]),
      classes: ofClass,
      pages: network.memory.buffer.byteLength / 65_536,
      batchSize: network.batchSize,
      text: placeOf(instance.text),
      scores: placeOf(instance.scores),
      familyScores: instance.familyScores === null ? null : placeOf(instance.familyScores),
      encode: instance.calls.encode,
      run: instance.calls.run,
      groups: model.group !== undefined,
    },
    null,
    2,
  )}\n`,
);
writeFileSync(join(target, 'degas.bin'), compiled);
for (const program of ['group-judge', 'known-dga']) {
  buildSync({
    entryPoints: [join(import.meta.dirname, `${program}.ts`)],
    outfile: join(target, `${program}.js`),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    conditions: ['@degas/source', 'browser'],
    minify: true,
  });
}
const rules = suffixRules();
writeFileSync(join(target, 'public_suffix_list.dat'), `${rules.join('\n')}\n`);
process.stdout.write(
  `${model.name} ${model.version}: ${end} bytes of memory and ${rules.length} suffix rules → ${resolve(target)}\n`,
);
