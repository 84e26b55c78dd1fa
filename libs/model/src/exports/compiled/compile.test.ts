import { degasEncoding } from '@degas/features';
import { loadClassifier, writeCompiledModel } from '@degas/inference';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { readNetwork } from '../../graph/read-network.ts';
import { buildNetwork } from '../../networks/registry.ts';
import { expectEqual, layersScores } from '../../testing/layers-scores.ts';
import { encodeAll, sampleNames } from '../../testing/names.ts';
import { sampleNetworks, scatterWeights } from '../../testing/sample-networks.ts';
import { compile, type CompileInfo } from './compile.ts';

const info: CompileInfo = {
  name: 'degas',
  version: 1,
  encoding: degasEncoding,
  labels: ['benign', 'dga'],
  threshold: 0.5,
  operatingPoints: [],
  families: [],
};

const convolutional = sampleNetworks.filter(([name]) => !name.includes('LSTM'));
const recurrent = sampleNetworks.filter(([name]) => name.includes('LSTM'));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('compile', () => {
  test.each(convolutional)(
    '%s: equal to the layers model within 1e-5 on any name',
    async (_, build) => {
      const model = scatterWeights(build());
      const classifier = await loadClassifier(
        writeCompiledModel(compile(readNetwork(model), info)),
      );
      const check = (names: string[]): void => {
        const codes = encodeAll(names);
        expectEqual(classifier.scoreCodes(codes), layersScores(model, codes));
      };
      check(sampleNames(100));
      const name = fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 120 }));
      fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), check), {
        numRuns: 30,
        seed: 5,
      });
      classifier.close();
      model.dispose();
    },
  );

  test('the embedding of nyu folds into tables for the 42 codes of the encoding', () => {
    const model = buildNetwork('nyu');
    const { nodes, tensors } = compile(readNetwork(model), info);
    expect(nodes.map((node) => node.op)).toEqual([
      'codes',
      'table_conv1d',
      'max_pool1d',
      'conv1d',
      'max_pool1d',
      'flatten',
      'dense',
      'dense',
    ]);
    const [tables] = nodes.flatMap((node) => (node.op === 'table_conv1d' ? [node.tables] : []));
    expect(tensors[tables ?? '']?.shape).toEqual([3, 42, 128]);
    model.dispose();
  });

  test('nyu: equal within 1e-5', async () => {
    const model = scatterWeights(buildNetwork('nyu'));
    const classifier = await loadClassifier(writeCompiledModel(compile(readNetwork(model), info)));
    const codes = encodeAll(sampleNames(40));
    expectEqual(classifier.scoreCodes(codes), layersScores(model, codes));
    classifier.close();
    model.dispose();
  });

  test('a ThresholdedReLU of 1e-6, as in Keras models of the field, is a ReLU; a real threshold is refused', () => {
    const build = (theta: number): tf.LayersModel =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 42, outputDim: 3, inputLength: 75 }),
          tf.layers.conv1d({ filters: 2, kernelSize: 2 }),
          tf.layers.thresholdedReLU({ theta, name: 'threshold' }),
          tf.layers.globalMaxPooling1d({}),
          tf.layers.dense({ units: 1, activation: 'sigmoid' }),
        ],
      });
    const { nodes } = compile(readNetwork(build(1e-6)), info);
    expect(nodes.find((node) => node.op === 'table_conv1d')).toMatchObject({ activation: 'relu' });
    expect(() => compile(readNetwork(build(1)), info)).toThrow(
      /'threshold' is the activation thresholded_relu/,
    );
  });

  test.each(recurrent)('%s: refused, naming the layer', (_, build) => {
    const model = build();
    const [layer] = model.layers.filter((candidate) =>
      /LSTM|Bidirectional/.test(candidate.getClassName()),
    );
    expect(() => compile(readNetwork(model), info)).toThrow(
      new RegExp(`'${layer?.name ?? ''}' is lstm`),
    );
    model.dispose();
  });

  test.each([
    ['too few rows in the embedding', 41, 75, /has 41 rows/],
    ['another length than the encoding', 42, 64, /takes 64 int32 numbers/],
  ])('refuses %s', (_, inputDim, inputLength, message) => {
    const model = tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim, outputDim: 2, inputLength }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1, activation: 'sigmoid' }),
      ],
    });
    expect(() => compile(readNetwork(model), info)).toThrow(message);
    model.dispose();
  });
});
