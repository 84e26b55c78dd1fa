/**
 * @degas/inference beside TensorFlow.js (wasm, native, cpu) and ONNX Runtime (one thread) on the same networks: all in one
 * process, taking turns, the median of the rounds. Degas reads strings; the others are given the codes for nothing.
 *
 *     TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 node --conditions=@degas/source --import tsx libs/model/bench/engines.ts [rounds]
 */
import { degasEncoding } from '@degas/features';
import { loadClassifier, writeCompiledModel } from '@degas/inference';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

import { useBackend, type Backend } from '../src/backends/use-backend.ts';
import { compile } from '../src/exports/compile.ts';
import { toOnnx } from '../src/exports/onnx.ts';
import { buildNetwork } from '../src/networks/registry.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const { length, vocabulary } = degasEncoding;
/** As long as registrable names are: labels of 4 to 21 letters. */
const names = Array.from({ length: 8192 }, (_, i) => {
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
  /** As many as take some tenths of a second. */
  readonly count: number;
  readonly score: (count: number) => Promise<unknown>;
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
    compile(model, {
      ...{ name: model.name, version: 1, encoding: degasEncoding, labels: ['benign', 'dga'] },
      ...{ threshold: 0.5, operatingPoints: [], families: [] },
    }),
  );
  const classifier = await loadClassifier(bytes, { cacheSize: 0 });
  const session = await InferenceSession.create(toOnnx(model), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const inBatches =
    (size: number, run: (codes: Int32Array, rows: number) => Promise<unknown>) =>
    async (count: number) => {
      for (let from = 0; from < count; from += size) {
        const rows = Math.min(size, count - from);
        await run(codesOf(from, rows), rows);
      }
    };
  const tensorflow = (backend: Backend, count: number): Contestant => ({
    label: `TensorFlow.js ${backend}`,
    count,
    score: async (wanted) => {
      await useBackend(backend);
      await inBatches(256, (codes, rows) => {
        const scores = tf.tidy(() => model.predict(tf.tensor2d(codes, [rows, length], 'int32')));
        return (scores as tf.Tensor).data().finally(() => {
          tf.dispose(scores);
        });
      })(wanted);
    },
  });
  return [
    {
      label: '@degas/inference',
      count: 8192,
      score: (count) => Promise.resolve(classifier.score(names.slice(0, count))),
    },
    {
      label: 'onnxruntime-node, 1 thread',
      count: 1024,
      score: inBatches(256, (codes, rows) =>
        session.run({ input_image: new Tensor('int32', codes, [rows, length]) }),
      ),
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
  const rates = new Map<string, number[]>();
  const all = await contestants(model);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { label, count, score } of all) {
      try {
        const start = performance.now();
        await score(count);
        const rate = (1000 * count) / (performance.now() - start);
        if (round > 0) rates.set(label, [...(rates.get(label) ?? []), rate]);
      } catch (error) {
        if (round === 0)
          console.log(`${label}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  const median = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  const own = median(rates.get('@degas/inference') ?? []);
  console.log(`\n| ${model.name} | names/s | Degas is faster |\n|---|---|---|`);
  for (const [label, values] of rates) {
    const rate = median(values);
    console.log(
      `| ${label} | ${rate.toFixed(rate < 100 ? 1 : 0)} | ${(own / rate).toFixed(1)} × |`,
    );
  }
}
