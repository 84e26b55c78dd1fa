import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { readNetwork } from '../../graph/read-network.ts';
import { buildNetwork } from '../../networks/registry.ts';
import { expectEqual, layersScores } from '../../testing/layers-scores.ts';
import { encodeAll, sampleNames } from '../../testing/names.ts';
import { python, pythonHas, runNode, runPython } from '../../testing/run-program.ts';
import { sampleNetworks, scatterWeights } from '../../testing/sample-networks.ts';
import { toOnnx } from './to-onnx.ts';

const NAMES = 48;
const codes = encodeAll(sampleNames(NAMES));
const networks = [...sampleNetworks, ['nyu', () => buildNetwork('nyu', { seed: 3 })] as const];
const root = mkdtempSync(join(tmpdir(), 'degas-onnx-'));
/** The layers model's scores by the folder of its export. */
const expected = new Map<string, Float32Array>();

beforeAll(async () => {
  await tf.setBackend('cpu');
  for (const [i, [, build]] of networks.entries()) {
    const model = scatterWeights(build());
    const directory = mkdtempSync(join(root, String(i)));
    writeFileSync(
      join(directory, 'model.onnx'),
      toOnnx(readNetwork(model), { encoding: 'degas 1' }),
    );
    writeFileSync(join(directory, 'codes'), codes);
    expected.set(directory, layersScores(model, codes));
    model.dispose();
  }
}, 120_000);

afterAll(() => {
  rmSync(root, { recursive: true });
});

function expectScores(file: string): void {
  for (const [directory, scores] of expected) {
    const bytes = readFileSync(join(directory, file));
    expectEqual(new Float32Array(Uint8Array.from(bytes).buffer), scores);
  }
}

/** Scores each folder's codes in batches of 1, 7 and the rest. */
const RUN = `
const { readFileSync, writeFileSync } = require('node:fs');
const { InferenceSession, Tensor } = require('onnxruntime-node');
(async () => {
  for (const folder of process.argv.slice(1)) {
    const codes = new Int32Array(Uint8Array.from(readFileSync(folder + '/codes')).buffer);
    const session = await InferenceSession.create(folder + '/model.onnx');
    const rows = codes.length / 75;
    const scores = new Float32Array(rows);
    for (const [from, to] of [[0, 1], [1, 8], [8, rows]]) {
      const input = new Tensor('int32', codes.slice(from * 75, to * 75), [to - from, 75]);
      const { 'dense_1/Sigmoid:0': output } = await session.run({ input_image: input });
      scores.set(output.data, from);
      console.log(output.dims.join() === [to - from, 1].join() ? 'as declared' : output.dims.join());
    }
    writeFileSync(folder + '/node', scores);
  }
})();
`;

test('onnxruntime-node scores within 1e-5, in batches of any size', () => {
  const dimensions = runNode(RUN, [...expected.keys()])
    .trim()
    .split('\n');
  expect(new Set(dimensions)).toEqual(new Set(['as declared']));
  expectScores('node');
}, 60_000);

/** Checks each file, scores it, prints what it declares. */
const CHECK = `
import json, sys
import numpy as np, onnx, onnxruntime
for folder in sys.argv[1:]:
    model = onnx.load(folder + '/model.onnx')
    onnx.checker.check_model(model, full_check=True)
    codes = np.fromfile(folder + '/codes', dtype='<i4').reshape(-1, 75)
    session = onnxruntime.InferenceSession(folder + '/model.onnx')
    session.run(None, {'input_image': codes})[0].astype('<f4').tofile(folder + '/python')
    describe = lambda values: [[v.name, v.type, v.shape] for v in values]
    print(json.dumps({
        'inputs': describe(session.get_inputs()),
        'outputs': describe(session.get_outputs()),
        'opset': [o.version for o in model.opset_import],
        'metadata': session.get_modelmeta().custom_metadata_map,
    }))
`;

const withOnnx = pythonHas('onnx', 'onnxruntime') ? describe : describe.skip;

withOnnx(
  `model.onnx in Python (skips unless ${python}, or DEGAS_PYTHON, has onnx and onnxruntime)`,
  () => {
    test('onnx.checker finds every network valid; it declares what it should and scores within 1e-5', () => {
      const printed = runPython(CHECK, [...expected.keys()])
        .trim()
        .split('\n');
      expect(printed).toHaveLength(networks.length);
      for (const line of printed) {
        expect(JSON.parse(line)).toEqual({
          inputs: [['input_image', 'tensor(int32)', ['batch', 75]]],
          outputs: [['dense_1/Sigmoid:0', 'tensor(float)', ['batch', 1]]],
          opset: [18],
          metadata: { encoding: 'degas 1' },
        });
      }
      expectScores('python');
    }, 120_000);
  },
);
