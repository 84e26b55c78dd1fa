import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../../errors.ts';
import { readNetwork } from '../../graph/read-network.ts';
import { buildNetwork } from '../../networks/registry.ts';
import { expectEqual, layersScores } from '../../testing/layers-scores.ts';
import { encodeAll, sampleNames } from '../../testing/names.ts';
import { python, pythonHas, runPython } from '../../testing/run-program.ts';
import { sampleNetworks, scatterWeights } from '../../testing/sample-networks.ts';
import { servingNames } from './add-network.ts';
import { toSavedModel } from './to-saved-model.ts';

const NAMES = 48;
const codes = encodeAll(sampleNames(NAMES));

const networks = [...sampleNetworks, ['nyu', () => buildNetwork('nyu', { seed: 3 })] as const].map(
  ([name, build], i) => ({ name, folder: String(i), build }),
);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Loads each folder by both loaders, writes what they score, prints the signature. */
const SCORE = `
import json, sys
import numpy as np
import tensorflow as tf
tf.get_logger().setLevel('ERROR')
for folder in sys.argv[1:]:
    codes = np.fromfile(folder + '/codes', dtype='<i4').reshape(-1, 75)
    signature = tf.saved_model.load(folder).signatures['serving_default']
    outputs = signature(input_image=tf.constant(codes))
    next(iter(outputs.values())).numpy().astype('<f4').tofile(folder + '/tf2')
    of_none = next(iter(signature(input_image=tf.constant(codes[:0])).values())).shape.as_list()
    with tf.compat.v1.Session(graph=tf.Graph()) as session:
        meta = tf.compat.v1.saved_model.loader.load(session, ['serve'], folder)
        scores = session.run('dense_1/Sigmoid:0', {'input_image:0': codes})
        scores.astype('<f4').tofile(folder + '/tf1')
        definition = meta.signature_def['serving_default']
        print(json.dumps({
            'method': definition.method_name,
            'none': [of_none, list(session.run('dense_1/Sigmoid:0', {'input_image:0': codes[:0]}).shape)],
            'inputs': {k: [v.name, v.dtype, [d.size for d in v.tensor_shape.dim]] for k, v in definition.inputs.items()},
            'outputs': {k: [v.name, v.dtype, [d.size for d in v.tensor_shape.dim]] for k, v in definition.outputs.items()},
        }))
`;

const withTensorflow = pythonHas('tensorflow') ? describe : describe.skip;

withTensorflow(
  `saved_model.pb in real TensorFlow (skips unless ${python}, or DEGAS_PYTHON, has it)`,
  () => {
    const root = mkdtempSync(join(tmpdir(), 'degas-saved-model-'));
    const expected = new Map<string, Float32Array>();
    let signatures: unknown[] = [];

    beforeAll(() => {
      for (const { folder, build } of networks) {
        const model = scatterWeights(build());
        const directory = mkdtempSync(join(root, folder));
        writeFileSync(join(directory, 'saved_model.pb'), toSavedModel(readNetwork(model)));
        writeFileSync(join(directory, 'codes'), codes);
        expected.set(directory, layersScores(model, codes));
        model.dispose();
      }
      const printed = runPython(SCORE, [...expected.keys()]);
      signatures = printed
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    }, 180_000);

    afterAll(() => {
      rmSync(root, { recursive: true });
    });

    test.each(networks.map(({ name }, i) => [name, i] as const))(
      '%s: both loaders score within 1e-5',
      (_, i) => {
        const [directory = '', scores = new Float32Array()] = [...expected][i] ?? [];
        expect(new Set(scores).size).toBeGreaterThan(NAMES / 2);
        for (const loader of ['tf2', 'tf1']) {
          const bytes = readFileSync(join(directory, loader));
          expectEqual(new Float32Array(Uint8Array.from(bytes).buffer), scores);
        }
      },
    );

    test('no names have no scores, by both loaders', () => {
      const none = [
        [0, 1],
        [0, 1],
      ];
      expect(signatures).toEqual(networks.map(() => expect.objectContaining({ none })));
    });

    test('the signature is the original one', () => {
      for (const signature of signatures) {
        expect(signature).toEqual({
          method: 'tensorflow/serving/predict',
          none: expect.anything(),
          inputs: { input_image: ['input_image:0', 3, [-1, 75]] },
          outputs: { 'dense_1/Sigmoid:0': ['dense_1/Sigmoid:0', 1, [-1, 1]] },
        });
      }
    });
  },
);

describe('toSavedModel', () => {
  test('keeps the names of the original service', () => {
    expect(servingNames).toEqual({
      signature: 'serving_default',
      input: 'input_image',
      output: 'dense_1/Sigmoid:0',
    });
  });

  test('holds every weight: at least four bytes a parameter', () => {
    const model = buildNetwork('nyu');
    expect(toSavedModel(readNetwork(model)).length).toBeGreaterThan(254_337 * 4);
    model.dispose();
  });

  test.each([
    [
      'a layer it does not know',
      tf.layers.gaussianNoise({ stddev: 1, name: 'odd' }),
      /'odd' is a GaussianNoise/,
    ],
    [
      'an activation it does not know',
      tf.layers.dense({ units: 2, activation: 'selu', name: 'odd' }),
      /'odd'.*activation/,
    ],
  ])('refuses %s by name', (_, layer, message) => {
    const score = tf.layers.dense({ units: 1, activation: 'sigmoid' });
    const model = tf.sequential({
      layers: [tf.layers.inputLayer({ inputShape: [75] }), layer, score],
    });
    expect(() => toSavedModel(readNetwork(model))).toThrow(ModelError);
    expect(() => toSavedModel(readNetwork(model))).toThrow(message);
    model.dispose();
  });

  test('refuses a network that ends without a score', () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 2, inputShape: [75], name: 'last' })],
    });
    expect(() => toSavedModel(readNetwork(model))).toThrow(/ends with dense 'last'/);
    model.dispose();
  });

  test('leaves no tensors behind', () => {
    const model = buildNetwork('nyu');
    const before = tf.memory().numTensors;
    toSavedModel(readNetwork(model));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});
