/**
 * Training and scoring speed of every network on every backend, in one run: names a second, as `train` would have it
 * (batches of like length, table look-ups), dropout, Adam and reading included.
 *
 *     node --conditions=@degas/source --import tsx libs/model/bench/backends.ts [--backends wasm,native,cpu]
 *       [--networks nyu,mlp] [--seconds 2]
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { degasEncoding } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { useBackend, type Backend } from '../src/backends/use-backend.ts';
import { findNetwork, networks } from '../src/networks/registry.ts';
import { labelledNames, sampleNames } from '../src/testing/names.ts';
import { epochOrder } from '../src/training/batches.ts';
import { EncodedRows } from '../src/training/encoded-rows.ts';
import { scoreRows } from '../src/training/score-rows.ts';
import { TrainingRun } from '../src/training/training-run.ts';
import { defaultTraining } from '../src/training/training-settings.ts';

const { values } = parseArgs({
  options: {
    backends: { type: 'string', default: 'wasm,native,cpu' },
    networks: { type: 'string', default: networks.map(({ name }) => name).join() },
    seconds: { type: 'string', default: '2' },
  },
});
const milliseconds = Number(values.seconds) * 1000;

/** Batches as small as the backend is slow: a step of an LSTM in pure JavaScript takes seconds as it is. */
const sizes = {
  fast: { batch: 512, scored: 8192 },
  slow: { batch: 8, scored: 32 },
};

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

/** Names a second of `work`, which gives how many it did; the first run is for warming up, unless it takes all the time. */
async function rateOf(work: () => number | Promise<number>): Promise<number> {
  const timed = async (): Promise<[number, number]> => {
    const start = performance.now();
    return [await work(), performance.now() - start];
  };
  let [done, elapsed] = await timed();
  if (elapsed < milliseconds) [done, elapsed] = [0, 0];
  while (elapsed < milliseconds) {
    const [more, time] = await timed();
    done += more;
    elapsed += time;
  }
  return (done * 1000) / elapsed;
}

async function measure(network: string, size: (typeof sizes)['fast']) {
  const { encoding, build } = findNetwork(network);
  const rows = rowsOf(names.length, encoding);
  const { length } = rows.encoding;
  const model = build({ length, seed: 1 });
  const settings = { ...defaultTraining, network, epochs: 1000, batchSize: size.batch };
  const run = new TrainingRun(model, rows, settings);
  const byLength = run.forward.cuttable !== undefined;
  const order = epochOrder(rows, { seed: 1, epoch: 1, batchSize: size.batch, byLength });
  let next = 0;
  const training = await rateOf(() => {
    const members = order.subarray(next, next + size.batch);
    next = (next + size.batch) % (order.length - size.batch);
    run.step(members);
    return members.length;
  });
  const scored = rowsOf(size.scored, encoding);
  const scoring = await rateOf(async () => (await scoreRows(run.forward, scored)).length);
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
    const size = backend === 'cpu' ? sizes.slow : sizes.fast;
    const { parameters, training, scoring } = await measure(network, size);
    console.log(
      `| ${backend} | ${network} | ${parameters} | ${figure(training)} | ${figure(scoring)} |`,
    );
  }
}
