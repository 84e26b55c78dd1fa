/**
 * Training and scoring speed of every network on every backend, in one run: names a second, as `train` would have it
 * (batches of like length, table look-ups), dropout, Adam and reading included.
 *
 *     node --conditions=@degas/source --import tsx libs/model/bench/backends.ts [--backends wasm,native,cpu]
 *       [--networks nyu,mlp] [--seconds 2] [--small cpu,webgpu]
 *
 * `webgpu` is for where it is installed; with a software adapter it belongs to the small ones, which get a few names a step.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { degasEncoding } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { releaseBackend } from '../src/backends/release-backend.ts';
import { useBackend, type Backend } from '../src/backends/use-backend.ts';
import { findNetwork, networks } from '../src/networks/registry.ts';
import { labelledNames, sampleNames } from '../src/testing/names.ts';
import { epochOrder } from '../src/training/batches.ts';
import { EncodedRows } from '../src/training/encoded-rows.ts';
import { scoreRows } from '../src/training/evaluate-loss.ts';
import { TrainingRun } from '../src/training/training-run.ts';
import { defaultTraining } from '../src/training/training-settings.ts';

const { values } = parseArgs({
  options: {
    backends: { type: 'string', default: 'wasm,native,cpu' },
    networks: { type: 'string', default: networks.map(({ name }) => name).join() },
    seconds: { type: 'string', default: '2' },
    small: { type: 'string', default: 'cpu' },
  },
});
const milliseconds = Number(values.seconds) * 1000;

/** Names of a training step and of a scored set; pure JavaScript takes seconds for one name of some networks. */
const SIZES = { batch: 512, scored: 1024 };
const SMALL_SIZES = { batch: 4, scored: 8 };

// Half word lists, half letters of 1 to 30: 18 characters on average, as in the pool.
const names = [
  ...sampleNames(8192, 3).map((domain, i) => ({ domain, label: (i % 2) as 0 | 1, family: null })),
  ...labelledNames(8192),
];
const rowsOf = (count: number, encoding = degasEncoding): EncodedRows => {
  const rows = new EncodedRows(encoding);
  for (const { domain, label, family } of names.slice(0, count)) rows.add(domain, label, family);
  return rows;
};

/** Names a second of `work`, which is told how many: an eighth to warm up, then all of them until the time is over. */
async function rateOf(count: number, work: (count: number) => void | Promise<void>) {
  await work(Math.ceil(count / 8));
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < milliseconds) {
    await work(count);
    done += count;
  }
  return (done * 1000) / (performance.now() - start);
}

async function measure(name: string, { batch, scored }: typeof SIZES) {
  const network = findNetwork(name);
  const { encoding } = network;
  const rows = rowsOf(names.length, encoding);
  const model = network.build({ length: rows.encoding.length, seed: 1 });
  const settings = { ...defaultTraining, network: name, epochs: 1000, batchSize: SIZES.batch };
  const run = new TrainingRun(model, rows, settings);
  const byLength = run.forward.cuttable !== undefined;
  const order = epochOrder(rows, { seed: 1, epoch: 1, batchSize: SIZES.batch, byLength });
  let next = 0;
  const training = await rateOf(batch, async (count) => {
    await run.step(order.subarray(next, next + count));
    next = (next + SIZES.batch) % order.length;
  });
  const sets = [Math.ceil(scored / 8), scored].map((count) => rowsOf(count, encoding));
  const scoring = await rateOf(scored, async (count) => {
    for (const set of sets) if (set.count === count) await scoreRows(run.forward, set);
  });
  const parameters = model.countParams();
  run.close();
  model.dispose();
  return { parameters, training, scoring };
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, TensorFlow.js ${tf.version.tfjs}, ${new Date().toISOString()}`,
);
console.log('| backend | network | parameters | training | scoring |\n|---|---|---|---|---|');
const figure = (rate: number): string => (rate < 10 ? rate.toFixed(1) : rate.toFixed(0));
for (const backend of values.backends.split(',') as Backend[]) {
  try {
    await useBackend(backend);
  } catch (error) {
    console.log(`${backend}: ${error instanceof Error ? error.message : String(error)}`);
    continue;
  }
  for (const network of values.networks.split(',')) {
    const { parameters, training, scoring } = await measure(
      network,
      values.small.split(',').includes(backend) ? SMALL_SIZES : SIZES,
    );
    console.log(
      `| ${backend} | ${network} | ${parameters} | ${figure(training)} | ${figure(scoring)} |`,
    );
  }
  releaseBackend();
}
