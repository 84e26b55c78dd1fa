import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { registrableEncoding } from '@degas/features';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { readNetwork } from '../graph/read-network.ts';
import { python, pythonHas, runNode, runPython } from '../testing/run-program.ts';
import { hostileRows, scoreRows, windowNetworks } from '../testing/window-networks.ts';
import { toOnnx } from './onnx/to-onnx.ts';
import { toSavedModel } from './saved-model/to-saved-model.ts';

const NAMES = 120;
const MADE_ROWS = 60;
const { length } = registrableEncoding;
const root = mkdtempSync(join(tmpdir(), 'degas-window-exports-'));

const folderOf = (name: string): string => join(root, name);

const codes = hostileRows(NAMES, MADE_ROWS);
const expected = new Map<string, Float32Array>();

beforeAll(async () => {
  await tf.setBackend('cpu');
  for (const [name, build] of windowNetworks) {
    const model = build();
    mkdirSync(folderOf(name));
    writeFileSync(join(folderOf(name), 'saved_model.pb'), toSavedModel(readNetwork(model)));
    writeFileSync(join(folderOf(name), 'model.onnx'), toOnnx(readNetwork(model)));
    writeFileSync(join(folderOf(name), 'codes'), codes);
    expected.set(name, scoreRows(model, codes));
    model.dispose();
  }
}, 120_000);

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** What a runtime has written beside each network, against the layers model; prints the largest difference. */
function expectScores(runtime: string): void {
  for (const [name, scores] of expected) {
    const bytes = readFileSync(join(folderOf(name), runtime));
    const found = new Float32Array(Uint8Array.from(bytes).buffer);
    expect(found).toHaveLength(scores.length);
    expect(new Set(found).size).toBeGreaterThan(NAMES / 8);
    const difference = found.reduce(
      (most, score, i) => Math.max(most, Math.abs(score - (scores[i] ?? NaN))),
      0,
    );
    process.stdout.write(`${name} in ${runtime}: ${difference.toExponential(1)}\n`);
    expect(difference).toBeLessThan(1e-5);
  }
}

const folders = windowNetworks.map(([name]) => folderOf(name));

test('tables stay a byte a value in both files', () => {
  for (const file of ['saved_model.pb', 'model.onnx']) {
    expect(statSync(join(folderOf('flagship'), file)).size).toBeLessThan(4.6e6);
  }
});

const RUN_ONNX = `
const { readFileSync, writeFileSync } = require('node:fs');
const { InferenceSession, Tensor } = require('onnxruntime-node');
(async () => {
  for (const folder of process.argv.slice(1)) {
    const codes = new Int32Array(Uint8Array.from(readFileSync(folder + '/codes')).buffer);
    const session = await InferenceSession.create(folder + '/model.onnx');
    const rows = codes.length / ${length};
    const scores = new Float32Array(rows);
    for (const [from, to] of [[0, 1], [1, rows]]) {
      const input = new Tensor('int32', codes.slice(from * ${length}, to * ${length}), [to - from, ${length}]);
      scores.set((await session.run({ input_image: input }))['dense_1/Sigmoid:0'].data, from);
    }
    writeFileSync(folder + '/onnxruntime-node', scores);
  }
})();
`;

test('onnxruntime-node scores n-grams and words within 1e-5', () => {
  runNode(RUN_ONNX, folders);
  expectScores('onnxruntime-node');
}, 60_000);

const CHECK_ONNX = `
import sys
import numpy as np, onnx, onnxruntime
for folder in sys.argv[1:]:
    onnx.checker.check_model(onnx.load(folder + '/model.onnx'), full_check=True)
    codes = np.fromfile(folder + '/codes', dtype='<i4').reshape(-1, ${length})
    session = onnxruntime.InferenceSession(folder + '/model.onnx')
    session.run(None, {'input_image': codes})[0].astype('<f4').tofile(folder + '/onnxruntime-python')
`;

const withOnnx = pythonHas('onnx', 'onnxruntime') ? test : test.skip;
withOnnx(
  `onnx.checker accepts n-grams and words (skips unless ${python}, or DEGAS_PYTHON, has onnx and onnxruntime)`,
  () => {
    runPython(CHECK_ONNX, folders);
    expectScores('onnxruntime-python');
  },
  60_000,
);

const SCORE_TENSORFLOW = `
import sys
import numpy as np
import tensorflow as tf
for folder in sys.argv[1:]:
    codes = np.fromfile(folder + '/codes', dtype='<i4').reshape(-1, ${length})
    signature = tf.saved_model.load(folder).signatures['serving_default']
    outputs = signature(input_image=tf.constant(codes))
    outputs['dense_1/Sigmoid:0'].numpy().astype('<f4').tofile(folder + '/tensorflow')
    assert signature(input_image=tf.constant(codes[:0]))['dense_1/Sigmoid:0'].shape == (0, 1)
    with tf.compat.v1.Session(graph=tf.Graph()) as session:
        tf.compat.v1.saved_model.loader.load(session, ['serve'], folder)
        scores = session.run('dense_1/Sigmoid:0', {'input_image:0': codes})
        scores.astype('<f4').tofile(folder + '/tensorflow-1-loader')
`;

const withTensorflow = pythonHas('tensorflow') ? test : test.skip;
withTensorflow(
  `real TensorFlow scores n-grams and words within 1e-5 (skips unless ${python}, or DEGAS_PYTHON, has it)`,
  () => {
    runPython(SCORE_TENSORFLOW, folders);
    expectScores('tensorflow');
    expectScores('tensorflow-1-loader');
  },
  120_000,
);

const SCORE_TFJS_NODE = `
const { readFileSync, writeFileSync } = require('node:fs');
const tf = require('@tensorflow/tfjs-node');
(async () => {
  for (const folder of process.argv.slice(1)) {
    const codes = new Int32Array(Uint8Array.from(readFileSync(folder + '/codes')).buffer);
    const model = await tf.node.loadSavedModel(folder);
    const scores = model.predict({ input_image: tf.tensor2d(codes, [codes.length / ${length}, ${length}], 'int32') });
    writeFileSync(folder + '/tfjs-node', scores['dense_1/Sigmoid:0'].dataSync());
  }
})();
`;

/** Its binary is fetched on installing, and may be missing. */
function hasNativeTensorflow(): boolean {
  try {
    runNode(`require('@tensorflow/tfjs-node')`, []);
    return true;
  } catch {
    return false;
  }
}

const withNative = hasNativeTensorflow() ? test : test.skip;
withNative(
  'tf.node.loadSavedModel scores n-grams and words within 1e-5 (skips unless tfjs-node has its binary)',
  () => {
    runNode(SCORE_TFJS_NODE, folders);
    expectScores('tfjs-node');
  },
  60_000,
);
