/**
 * What the engine does a second on one core, string in and float out: networks by size, with and without finding the
 * registrable name, batches of 1, 100 and 10,000, one name's latency, lookups in a list of a million rules, memory.
 *
 *     node --expose-gc --conditions=@degas/source --import tsx libs/inference/bench/engine.ts
 */
import { availableParallelism } from 'node:os';

import { registrableName } from '@degas/features';

import { Classifier } from '../src/classifier/classifier.ts';
import { createEngine } from '../src/engine/create-engine.ts';
import type { CompiledModel } from '../src/format/compiled-model.ts';
import { encodingOf, readCompiledModel } from '../src/format/degas-bin.ts';
import { writeCompiledModel } from '../src/format/degas-bin.ts';
import { modelBytes } from '../src/load/model-bytes.ts';
import { loadClassifierPool } from '../src/pool/load-classifier-pool.ts';
import { quantised } from '../src/testing/quantise.ts';
import { nyuLike } from '../src/testing/random-model.ts';
import { flagshipLike, parallelNetwork } from '../src/testing/random-networks.ts';
import { DomainList } from '../src/verdict/domain-list.ts';
import { interleaved, quantile } from './interleaved.ts';
import { realNames } from './real-names.ts';

const ROUNDS = 5;
const { names, origin } = realNames(60_000);
const registrable = names.map((name) => registrableName(name).registrable ?? '');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const perSecond = (count: number, milliseconds: number): string =>
  Math.round((count / milliseconds) * 1000).toLocaleString('en');

print(`Node ${process.version}, ${availableParallelism()} cores, ${new Date().toISOString()}`);
print(`${names.length} ${origin}, no score remembered (cacheSize 0)\n`);

const classifierOf = async (model: CompiledModel): Promise<Classifier> =>
  new Classifier(model, await createEngine(model, encodingOf(model)), { cacheSize: 0 });

const shipped = readCompiledModel(await modelBytes());
const networks: [string, CompiledModel, number][] = [
  ['2…6 × 128, dense 128, f32', parallelNetwork(1, 128, 128), names.length],
  ['2…6 × 128, dense 128, int8', quantised(parallelNetwork(1, 128, 128)), names.length],
  ['2…6 × 64, dense 64, f32', parallelNetwork(1, 64, 64), names.length],
  ['2…6 × 64, dense 64, int8', quantised(parallelNetwork(1, 64, 64)), names.length],
  ['× 128 with bag and families, f32', flagshipLike(1, 128, 128, 2 ** 17), names.length],
  [
    '× 128 with bag and families, int8',
    quantised(flagshipLike(1, 128, 128, 2 ** 17)),
    names.length,
  ],
  ['nyu', nyuLike(1), 10_000],
  [`shipped: ${shipped.name} ${shipped.version}`, shipped, 20_000],
];
print(
  '| network | names/s by score | names/s by classify | share of the parse |\n|---|---|---|---|',
);
for (const [label, model, count] of networks) {
  const classifier = await classifierOf(model);
  const some = names.slice(0, count);
  const times = interleaved(
    {
      score: () => classifier.score(some),
      classify: () => classifier.classify(some),
      parse: () => {
        for (const name of some) registrableName(name);
      },
    },
    ROUNDS,
  );
  const share = Math.round((100 * times.parse) / times.score);
  print(
    `| ${label} | ${perSecond(count, times.score)} | ${perSecond(count, times.classify)} | ${share} % |`,
  );
}

const flagship = await classifierOf(quantised(parallelNetwork(1, 128, 128)));
const batches = interleaved(
  {
    1: () => {
      for (let i = 0; i < 10_000; i++) flagship.score(names.slice(i, i + 1));
    },
    100: () => {
      for (let i = 0; i < 10_000; i += 100) flagship.score(names.slice(i, i + 100));
    },
    10000: () => flagship.score(names.slice(0, 10_000)),
  },
  ROUNDS,
);
print('\n× 128 int8, names/s by names a call:');
for (const [size, time] of Object.entries(batches)) print(`  ${size}: ${perSecond(10_000, time)}`);

for (const [label, model] of [networks[0], networks[1]].filter((each) => each !== undefined)) {
  const classifier = await classifierOf(model);
  const latencies = names.slice(0, 30_000).map((name) => {
    const start = performance.now();
    classifier.classifyOne(name);
    return (performance.now() - start) * 1000;
  });
  const warm = latencies.slice(10_000);
  const [p50, p99] = [quantile(warm, 0.5), quantile(warm, 0.99)];
  print(`one name, ${label}: p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs`);
}

const { gc } = globalThis as { gc?: () => void };
const used = (): number => {
  gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};
function* rules(): Iterable<string> {
  for (let i = 0; i < 1_000_000; i++) {
    const name = `${(i * 2_654_435_761).toString(36)}.com`;
    yield i % 10 === 0 ? `*.${name}` : name;
  }
}
const before = used();
const list = new DomainList(rules());
print(`\nlist of ${list.size} rules: ${(used() - before).toFixed(0)} MB`);
const { find } = interleaved(
  {
    find: () => {
      for (let i = 0; i < names.length; i++) list.findHost(names[i] ?? '', registrable[i] ?? '');
    },
  },
  ROUNDS,
);
print(`a lookup: ${((find / names.length) * 1e6).toFixed(0)} ns`);

const bytes = writeCompiledModel(quantised(parallelNetwork(1, 128, 128)));
const repeated = Array.from({ length: 5 }, () => names).flat();
print('\nthreads, × 128 int8:');
for (const workers of [1, 2]) {
  const pool = await loadClassifierPool(bytes, { workers, cacheSize: 0 });
  await pool.score(repeated);
  const start = performance.now();
  await pool.score(repeated);
  print(`  ${workers}: ${perSecond(repeated.length, performance.now() - start)} names/s`);
  pool.close();
}
print(`memory of the process: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`);
