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

/** A step takes as many names as the backend does in that time: one of an LSTM in pure JavaScript takes seconds as it is. */
const BATCH = { least: 4, most: 512 };
const SCORED = { least: 8, most: 8192 };

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

interface Sizes {
  readonly least: number;
  readonly most: number;
}

/** Names a second of `work`, which is told how many: a few to find out how many fit into the time, then those, twice. */
async function rateOf(
  { least, most }: Sizes,
  work: (count: number) => void | Promise<void>,
): Promise<number> {
  const rate = async (count: number): Promise<number> => {
    const start = performance.now();
    await work(count);
    return (count * 1000) / (performance.now() - start);
  };
  await rate(least);
  const fits = Math.round(((await rate(least)) * milliseconds) / 1000);
  const count = Math.max(least, Math.min(most, fits));
  if (count === least) return rate(count);
  await rate(count);
  const rates: number[] = [];
  for (let elapsed = 0; elapsed < milliseconds;) {
    rates.push(await rate(count));
    elapsed += (count * 1000) / (rates.at(-1) ?? 1);
  }
  return rates.length / rates.reduce((sum, value) => sum + 1 / value, 0);
}

async function measure(network: string) {
  const { encoding, build } = findNetwork(network);
  const rows = rowsOf(names.length, encoding);
  const { length } = rows.encoding;
  const model = build({ length, seed: 1 });
  const settings = { ...defaultTraining, network, epochs: 1000, batchSize: BATCH.most };
  const run = new TrainingRun(model, rows, settings);
  const byLength = run.forward.cuttable !== undefined;
  const order = epochOrder(rows, { seed: 1, epoch: 1, batchSize: BATCH.most, byLength });
  let next = 0;
  const training = await rateOf(BATCH, (count) => {
    run.step(order.subarray(next, next + count));
    next = (next + BATCH.most) % order.length;
  });
  const scored = new Map<number, EncodedRows>();
  const scoring = await rateOf(SCORED, async (count) => {
    const some = scored.get(count) ?? rowsOf(count, encoding);
    scored.set(count, some);
    await scoreRows(run.forward, some);
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
    const { parameters, training, scoring } = await measure(network);
    console.log(
      `| ${backend} | ${network} | ${parameters} | ${figure(training)} | ${figure(scoring)} |`,
    );
  }
}
