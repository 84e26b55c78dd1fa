/**
 * How much faster this engine is than that of another checkout of the repository: names a second as ratios, the two in
 * turns in one process, by the processor's time, so that other work on the machine counts little. Each version may run
 * a model of its own.
 *
 *     node --conditions=@degas/source --import tsx libs/inference/bench/versions.ts BASE [MODEL [BASE_MODEL]] [--rounds 15]
 *
 * BASE is a git worktree with its node_modules; models are folders or degas.bin files, the shipped ones when left out.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { quantile } from './interleaved.ts';
import { realNames } from './real-names.ts';

interface Engine {
  readonly batchSize: number;
  encode(names: readonly string[], count: number): void;
  run(count: number, familyScoreThreshold: number): void;
}

interface Version {
  readonly classifier: {
    score(names: readonly string[]): Float32Array;
    classify(names: readonly string[]): unknown;
  };
  readonly engine: Engine;
  readonly parse: (name: string) => { readonly registrable: string | null };
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '15' } },
  allowPositionals: true,
});
const [base, model, baseModel] = positionals;
if (base === undefined) throw new Error('Missing BASE. Expected a checkout of another version.');

const { names, origin } = realNames(20_000);
const versions = {
  base: await load(resolve(base), baseModel),
  this: await load(join(import.meta.dirname, '../../..'), model),
};
const registrable = names
  .map((name) => versions.this.parse(name).registrable)
  .filter((name) => name !== null);
const parts: Record<string, (version: Version) => void> = {
  'score, names to scores': ({ classifier }) => void classifier.score(names),
  'classify, names to verdicts': ({ classifier }) => void classifier.classify(names),
  'parse, names to registrable names': ({ parse }) => {
    for (const name of names) parse(name);
  },
  'encode alone': ({ engine }) => {
    for (let from = 0; from < registrable.length; from += engine.batchSize) encode(engine, from);
  },
  'encode and run': ({ engine }) => {
    for (let from = 0; from < registrable.length; from += engine.batchSize)
      engine.run(encode(engine, from), Infinity);
  },
};

console.log(
  `Node ${process.version}, ${names.length} ${origin}, medians of ${values.rounds} rounds`,
);
console.log('| | base, µs a name | this, µs a name | × |\n|---|---|---|---|');
for (const [part, run] of Object.entries(parts)) {
  const times = { base: [] as number[], this: [] as number[] };
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const which of ['base', 'this'] as const) {
      const before = process.cpuUsage();
      run(versions[which]);
      const { user, system } = process.cpuUsage(before);
      if (round > 0) times[which].push((user + system) / names.length);
    }
  }
  const [its, ours] = [quantile(times.base, 0.5), quantile(times.this, 0.5)];
  console.log(`| ${part} | ${its.toFixed(2)} | ${ours.toFixed(2)} | ${(its / ours).toFixed(2)} |`);
}

function encode(engine: Engine, from: number): number {
  const batch = registrable.slice(from, from + engine.batchSize);
  engine.encode(batch, batch.length);
  return batch.length;
}

/** Loads a version from its sources; files that it has in other places are looked for there. */
async function load(root: string, modelPath: string | undefined): Promise<Version> {
  const source = async <Module>(...places: string[]): Promise<Module> => {
    const files = places.map((place) => join(root, 'libs', place));
    const file = files.find((each) => existsSync(each));
    if (file === undefined) throw new Error(`Missing ${places.join(' or ')} in ${root}.`);
    return (await import(pathToFileURL(file).href)) as Module;
  };
  const { loadClassifier } = await source<{
    loadClassifier: (path: string | undefined, options: object) => Promise<Version['classifier']>;
  }>('inference/src/index.ts');
  const { loadModel } = await source<{
    loadModel: (path: string | undefined) => Promise<{ readonly model: object }>;
  }>('inference/src/load/load-model.ts', 'inference/src/load-model.ts');
  const { encodingOf } = await source<{ encodingOf: (model: object) => object }>(
    'inference/src/format/degas-bin.ts',
    'inference/src/degas-bin.ts',
  );
  const { createEngine } = await source<{
    createEngine: (model: object, encoding: object) => Promise<Engine>;
  }>('inference/src/engine/create-engine.ts', 'inference/src/create-engine.ts');
  const { registrableName } = await source<{ registrableName: Version['parse'] }>(
    'features/src/index.ts',
  );
  const { model: compiled } = await loadModel(modelPath);
  return {
    classifier: await loadClassifier(modelPath, { cacheSize: 0 }),
    engine: await createEngine(compiled, encodingOf(compiled)),
    parse: registrableName,
  };
}
