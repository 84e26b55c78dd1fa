/**
 * @degas/inference beside TensorFlow.js (wasm, native, cpu) and ONNX Runtime (one thread) on the same networks, with one, 100 and
 * 10,000 names a call: all in one process, taking turns, the median of the rounds. Degas reads strings; the others are given
 * the codes for nothing.
 *
 *     TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 node --conditions=@degas/source --import tsx libs/model/bench/engines.ts [rounds]
 */
import { degasEncoding } from '@degas/features';
import { loadClassifier, writeCompiledModel } from '@degas/inference';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

import { useBackend, type Backend } from '../src/backends/use-backend.ts';
import { compile } from '../src/exports/compiled/compile.ts';
import { toOnnx } from '../src/exports/onnx/to-onnx.ts';
import { readNetwork } from '../src/graph/read-network.ts';
import { buildNetwork } from '../src/networks/registry.ts';

const ROUNDS = Number(process.argv[2] ?? 3);
/** An engine of which fewer fit in a round is not asked for large calls. */
const FEWEST = 64;
/** Names a call. */
const SIZES = [1, 100, 10_000] as const;
const { length, vocabulary } = degasEncoding;
/** As long as registrable names are: labels of 4 to 21 letters. */
const names = Array.from({ length: 10_000 }, (_, i) => {
  const letters = Array.from({ length: 4 + (i % 18) }, (_, at) =>
    ((i * 31 + at * 17) % 36).toString(36),
  );
  return `${letters.join('')}${i.toString(36)}.${['com', 'net', 'org', 'co.uk'][i % 4] ?? 'com'}`.slice(
    -24,
  );
});

/** What speeds are stated for: parallel convolutions 2…6 × 128, dense 128. */
function parallel(): tf.LayersModel {
  const input = tf.input({ shape: [length], dtype: 'int32', name: 'input_image' });
  const embedded = tf.layers.embedding({ inputDim: vocabulary, outputDim: 32 }).apply(input);
  const pooled = [2, 3, 4, 5, 6].map((kernelSize) => {
    const convolution = tf.layers.conv1d({
      filters: 128,
      kernelSize,
      padding: 'same',
      activation: 'relu',
    });
    return tf.layers.globalMaxPooling1d({}).apply(convolution.apply(embedded)) as tf.SymbolicTensor;
  });
  const joined = tf.layers.concatenate().apply(pooled);
  const hidden = tf.layers.dense({ units: 128, activation: 'relu' }).apply(joined);
  const score = tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'dense_1' }).apply(hidden);
  return tf.model({ inputs: input, outputs: score as tf.SymbolicTensor, name: 'parallel' });
}

interface Contestant {
  readonly label: string;
  /** Names of a round: as many as take some tenths of a second, a call's at least. */
  readonly count: number;
  /** One call. */
  readonly score: (from: number, count: number) => Promise<unknown>;
}

function codesOf(from: number, count: number): Int32Array {
  const codes = new Int32Array(count * length);
  for (let row = 0; row < count; row++) {
    degasEncoding.encodeInto(names[(from + row) % names.length] ?? '', codes, row * length);
  }
  return codes;
}

async function contestants(model: tf.LayersModel): Promise<Contestant[]> {
  const bytes = writeCompiledModel(
    compile(readNetwork(model), {
      ...{ name: model.name, version: 1, encoding: degasEncoding, labels: ['benign', 'dga'] },
      ...{ threshold: 0.5, operatingPoints: [], families: [] },
    }),
  );
  const classifier = await loadClassifier(bytes, { cacheSize: 0 });
  const session = await InferenceSession.create(toOnnx(readNetwork(model)), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const tensorflow = (backend: Backend, count: number): Contestant => ({
    label: `TensorFlow.js ${backend}`,
    count,
    score: async (from, rows) => {
      await useBackend(backend);
      const scores = tf.tidy(() =>
        model.predict(tf.tensor2d(codesOf(from, rows), [rows, length], 'int32')),
      ) as tf.Tensor;
      await scores.data();
      scores.dispose();
    },
  });
  return [
    {
      label: '@degas/inference',
      count: 10_000,
      score: (from, count) => Promise.resolve(classifier.score(names.slice(from, from + count))),
    },
    {
      label: 'onnxruntime-node, 1 thread',
      count: 1024,
      score: (from, rows) =>
        session.run({ input_image: new Tensor('int32', codesOf(from, rows), [rows, length]) }),
    },
    tensorflow('native', 1024),
    tensorflow('wasm', 256),
    tensorflow('cpu', 8),
  ];
}

console.log(
  `Node ${process.version}, TensorFlow.js ${tf.version.tfjs}, ${new Date().toISOString()}`,
);
await useBackend('wasm');
for (const model of [buildNetwork('nyu', { seed: 1 }), parallel()]) {
  const all = await contestants(model);
  console.log(
    `\n| ${model.name}, names a call | engine | names/s | Degas is faster |\n|---|---|---|---|`,
  );
  for (const size of SIZES) {
    const rates = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const contestant of all) {
        const rate = await rateOf(contestant, size, round === 0);
        // The first round warms up.
        if (rate === null || round === 0) continue;
        rates.set(contestant.label, [...(rates.get(contestant.label) ?? []), rate]);
      }
    }
    const own = median(rates.get('@degas/inference') ?? []);
    for (const [label, values] of rates) {
      const rate = median(values);
      const shown = rate.toFixed(rate < 100 ? 1 : 0);
      console.log(`| ${size} | ${label} | ${shown} | ${(own / rate).toFixed(1)} × |`);
    }
  }
}

/** Names a second, or null where the engine is missing or would take minutes for a call. */
async function rateOf(
  { label, count, score }: Contestant,
  size: number,
  isFirst: boolean,
): Promise<number | null> {
  if (count < FEWEST && size > count) return null;
  const wanted = Math.max(count, size);
  try {
    const start = performance.now();
    for (let from = 0; from < wanted; from += size)
      await score(from, Math.min(size, wanted - from));
    return (1000 * wanted) / (performance.now() - start);
  } catch (error) {
    if (isFirst) console.log(`${label}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
