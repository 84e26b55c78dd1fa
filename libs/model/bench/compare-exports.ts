/**
 * Has every form of a model scored by the runtimes that it is for, on 10,000 names, hostile ones among them; prints the largest
 * difference from the layers model. The forms are the files of the version's folder, or exported where it has none. A runtime
 * that is not installed is named and left out.
 *
 *     node --conditions=@degas/source --import tsx libs/model/bench/compare-exports.ts [models/degas/1] [--names 10000] [--json]
 *
 * Without a model, the network `nyu` with weights drawn at random. DEGAS_PYTHON names a Python that has
 * tools/test-requirements.txt.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { loadClassifier } from '@degas/inference';
import * as tf from '@tensorflow/tfjs';
import { chromium } from 'playwright-core';

import { useBackend } from '../src/backends/use-backend.ts';
import { loadModel } from '../src/directory/load-model.ts';
import { saveNetwork } from '../src/directory/save-model.ts';
import { exportModel } from '../src/export-model.ts';
import { buildNetwork } from '../src/networks/registry.ts';
import { sampleNames } from '../src/testing/names.ts';
import { runNode, runPython } from '../src/testing/run-program.ts';
import { describeSample } from '../src/testing/sample-description.ts';
import { scatterWeights } from '../src/testing/sample-networks.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { names: { type: 'string', default: '10000' }, json: { type: 'boolean' } },
});
/** A page computes in plain JavaScript, the flagship in a tenth of a second a name. */
const FEW_NAMES = 30;

await useBackend('wasm');
const folder = mkdtempSync(join(tmpdir(), 'degas-exports-'));
const at = (...path: string[]): string => join(folder, ...path);

interface Line {
  readonly form: string;
  readonly runtime: string;
  readonly names: number;
  /** Null where the runtime is missing, or the form can't hold the network: `why`. */
  readonly difference: number | null;
  readonly why?: string;
}
const lines: Line[] = [];

/** A name's length makes no difference to the layers model, so all go through it in one shape. */
function scoreLayers(
  model: tf.LayersModel | tf.GraphModel,
  codes: Int32Array,
  length: number,
): Float32Array {
  const scores = new Float32Array(codes.length / length);
  for (let from = 0; from < scores.length; from += 500) {
    const rows = codes.slice(from * length, (from + 500) * length);
    const values = tf.tidy(() => {
      const outputs = model.predict(tf.tensor2d(rows, [rows.length / length, length], 'int32'));
      return ([outputs].flat()[0] as tf.Tensor).dataSync<'float32'>();
    });
    scores.set(values, from);
  }
  return scores;
}

/** Scores that another program has written. */
function written(file: string): Float32Array {
  return new Float32Array(Uint8Array.from(readFileSync(at(file))).buffer);
}

async function compare(form: string, runtime: string, score: () => Promise<Float32Array>) {
  try {
    const scores = await score();
    const difference = scores.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))),
      0,
    );
    lines.push({ form, runtime, names: scores.length, difference });
  } catch (error) {
    const told = error instanceof Error ? error.message.trim().split('\n') : [String(error)];
    const why = told.find((line) => /^\w*Error: /.test(line)) ?? told.at(-1) ?? '';
    lines.push({ form, runtime, names: 0, difference: null, why });
  }
}

const python = (program: string): string =>
  runPython(
    `import sys\nimport numpy as np\nfolder = sys.argv[1]\nlength = int(sys.argv[2])
codes = np.fromfile(folder + '/codes', dtype='<i4').reshape(-1, length)
save = lambda scores: np.asarray(scores).reshape(-1).astype('<f4').tofile(folder + '/scores')
${program}`,
    [folder, String(length)],
  );

const node = (program: string): string =>
  runNode(
    `const { readFileSync, writeFileSync } = require('node:fs');
const [folder, length] = [process.argv[1], Number(process.argv[2])];
const codes = new Int32Array(Uint8Array.from(readFileSync(folder + '/codes')).buffer);
const save = (scores) => writeFileSync(folder + '/scores', scores);
${program}`,
    [folder, String(length)],
  );

let [directory] = positionals;
if (directory === undefined) {
  directory = at('degas', '1');
  const network = scatterWeights(buildNetwork('nyu', { seed: 3 }));
  await saveNetwork(network, directory, describeSample(network));
  network.dispose();
}
const { model, encoding } = await loadModel(directory);
const { length } = encoding;
const names = sampleNames(Number(values.names));
const codes = new Int32Array(names.length * length);
names.forEach((name, row) => {
  encoding.encodeInto(name, codes, row * length);
});
writeFileSync(at('codes'), codes);
writeFileSync(at('names.json'), JSON.stringify(names));
const expected = scoreLayers(model, codes, length);
model.dispose();

const forms = { tfjs: 'tfjs', savedmodel: 'savedmodel', onnx: 'model.onnx', compiled: 'degas.bin' };
const shipped = {
  tfjs: ['model.json', 'weights.bin'],
  savedmodel: ['saved_model.pb'],
  onnx: ['model.onnx'],
  compiled: ['degas.bin'],
};
for (const [format, path] of Object.entries(forms) as [keyof typeof forms, string][]) {
  const files = shipped[format];
  if (files.every((file) => existsSync(join(directory, file)))) {
    for (const file of files)
      cpSync(join(directory, file), path.includes('.') ? at(path) : at(path, file));
    continue;
  }
  await exportModel(directory, at(path), { format, created: new Date(0) }).catch(
    (error: unknown) => {
      lines.push({
        form: format,
        runtime: 'export',
        names: 0,
        difference: null,
        why: String(error),
      });
    },
  );
}

const modelJson = JSON.parse(readFileSync(at('tfjs/model.json'), 'utf8')) as tf.io.ModelJSON;
const load = modelJson.format === 'graph-model' ? 'loadGraphModel' : 'loadLayersModel';
await compare('tfjs', `TensorFlow.js, wasm, ${load}`, async () => {
  const files = tf.io.fromMemory({
    ...(modelJson as unknown as tf.io.ModelArtifacts),
    weightSpecs: modelJson.weightsManifest.flatMap(({ weights }) => weights),
    weightData: Uint8Array.from(readFileSync(at('tfjs/weights.bin'))).buffer,
  });
  // The same backend as the reference, and the slowest: a tenth of the names shows that the files are whole.
  const some = codes.slice(0, Math.ceil(expected.length / 10) * length);
  return scoreLayers(await tf[load](files), some, length);
});
await compare('tfjs', `TensorFlow.js in Chromium, ${load}`, async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`Cannot find module ${executablePath}`);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.route('http://models.test/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/')
        await route.fulfill({ contentType: 'text/html', body: '<html></html>' });
      else await route.fulfill({ body: readFileSync(at(pathname)) });
    });
    await page.goto('http://models.test/');
    await page.addScriptTag({
      path: fileURLToPath(import.meta.resolve('@tensorflow/tfjs/dist/tf.min.js')),
    });
    // Plain JavaScript computes it: whether a page has WebGL is the machine's matter.
    const rows = Math.min(FEW_NAMES, expected.length);
    const scores = await page.evaluate<number[]>(`(async () => {
      await tf.setBackend('cpu');
      const all = new Int32Array(await (await fetch('/codes')).arrayBuffer());
      const model = await tf.${load}('/tfjs/model.json');
      const codes = tf.tensor2d(all.slice(0, ${rows * length}), [${rows}, ${length}], 'int32');
      return [...(await [model.predict(codes)].flat()[0].data())];
    })()`);
    return Float32Array.from(scores);
  } finally {
    await browser.close();
  }
});
await compare('tfjs', `tfjs-node, ${load}`, async () => {
  node(`const tf = require('@tensorflow/tfjs-node');
tf.${load}('file://' + folder + '/tfjs/model.json').then((model) =>
  save([model.predict(tf.tensor2d(codes, [codes.length / length, length], 'int32'))].flat()[0].dataSync()));`);
  return Promise.resolve(written('scores'));
});
await compare('compiled', '@degas/inference', async () => {
  const classifier = await loadClassifier(readFileSync(at('degas.bin')));
  return classifier.scoreCodes(codes);
});
await compare('onnx', 'onnxruntime-node', async () => {
  node(`const { InferenceSession, Tensor } = require('onnxruntime-node');
InferenceSession.create(folder + '/model.onnx').then(async (session) =>
  save((await session.run({ input_image: new Tensor('int32', codes, [codes.length / length, length]) }))['dense_1/Sigmoid:0'].data));`);
  return Promise.resolve(written('scores'));
});
await compare('onnx', 'onnx.checker, onnxruntime (Python)', async () => {
  python(`import onnx, onnxruntime
onnx.checker.check_model(onnx.load(folder + '/model.onnx'), full_check=True)
save(onnxruntime.InferenceSession(folder + '/model.onnx').run(['dense_1/Sigmoid:0'], {'input_image': codes})[0])`);
  return Promise.resolve(written('scores'));
});
await compare('savedmodel', 'TensorFlow, tf.saved_model.load', async () => {
  python(`import tensorflow as tf
save(tf.saved_model.load(folder + '/savedmodel').signatures['serving_default'](input_image=tf.constant(codes))['dense_1/Sigmoid:0'])`);
  return Promise.resolve(written('scores'));
});
await compare('savedmodel', 'TensorFlow, tf.saved_model.load, domains', async () => {
  python(`import json, tensorflow as tf
names = [name.encode('utf-8') for name in json.load(open(folder + '/names.json'))]
save(tf.saved_model.load(folder + '/savedmodel').signatures['domains'](domains=tf.constant(names))['score'])`);
  return Promise.resolve(written('scores'));
});
await compare('savedmodel', 'TensorFlow, TF1 loader', async () => {
  python(`import tensorflow as tf
with tf.compat.v1.Session(graph=tf.Graph()) as session:
    tf.compat.v1.saved_model.loader.load(session, ['serve'], folder + '/savedmodel')
    save(session.run('dense_1/Sigmoid:0', {'input_image:0': codes}))`);
  return Promise.resolve(written('scores'));
});
await compare('savedmodel', 'TensorFlow, TF1 loader, domains', async () => {
  python(`import json, tensorflow as tf
names = [name.encode('utf-8') for name in json.load(open(folder + '/names.json'))]
with tf.compat.v1.Session(graph=tf.Graph()) as session:
    meta = tf.compat.v1.saved_model.loader.load(session, ['serve'], folder + '/savedmodel')
    signature = meta.signature_def['domains']
    save(session.run(signature.outputs['score'].name, {signature.inputs['domains'].name: names}))`);
  return Promise.resolve(written('scores'));
});
await compare('savedmodel', 'tfjs-node, tf.node.loadSavedModel', async () => {
  node(`const tf = require('@tensorflow/tfjs-node');
tf.node.loadSavedModel(folder + '/savedmodel').then((model) => {
  const scores = model.predict({ input_image: tf.tensor2d(codes, [codes.length / length, length], 'int32') });
  save(scores['dense_1/Sigmoid:0'].dataSync());
});`);
  return Promise.resolve(written('scores'));
});
await compare('savedmodel', 'tfjs-node, tf.node.loadSavedModel, domains', async () => {
  node(`const tf = require('@tensorflow/tfjs-node');
tf.node.loadSavedModel(folder + '/savedmodel', ['serve'], 'domains').then((model) => {
  const names = JSON.parse(readFileSync(folder + '/names.json', 'utf8'));
  save(model.predict({ domains: tf.tensor1d(names, 'string') }).score.dataSync());
});`);
  return Promise.resolve(written('scores'));
});

rmSync(folder, { recursive: true });
if (values.json === true) {
  console.log(JSON.stringify(lines));
} else {
  console.log(`${directory}\n| form | runtime | names | largest difference |\n|---|---|---|---|`);
  for (const { form, runtime, names: count, difference, why } of lines) {
    console.log(
      `| ${form} | ${runtime} | ${count} | ${difference?.toExponential(1) ?? why ?? ''} |`,
    );
  }
}
