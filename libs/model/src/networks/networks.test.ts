import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from '../backends/use-backend.ts';
import { buildNetwork, findNetwork, networks } from './registry.ts';

/** From the paper's listings; see each network's file. */
const parameters = {
  nyu: 254_337,
  endgame: 148_097,
  cmu: 115_329,
  invincea: 2_576_385,
  mit: 115_137,
  baseline: 25_985,
  mlp: 1_665,
};

beforeAll(() => useBackend('wasm'));

test('every network but the flagship, which is published here, has its number of parameters listed', () => {
  expect(networks.map(({ name }) => name).sort()).toEqual(
    [...Object.keys(parameters), 'flagship'].sort(),
  );
});

describe.each(Object.entries(parameters))('%s', (name, count) => {
  test(`has ${count} parameters`, () => {
    const model = buildNetwork(name);
    expect(model.countParams()).toBe(count);
    model.dispose();
  });

  test('reads input_image and ends in dense_1 with one sigmoid', () => {
    const model = buildNetwork(name);
    const [first, last] = [model.layers.at(0), model.layers.at(-1)];
    expect([first?.name, model.inputs[0]?.dtype]).toEqual(['input_image', 'int32']);
    expect([last?.name, last?.getConfig().units, last?.getConfig().activation]).toEqual([
      'dense_1',
      1,
      'sigmoid',
    ]);
    model.dispose();
  });

  test('starts with the same weights for the same seed, with others for another', () => {
    const firstWeights = (seed: number): number[] => {
      const model = buildNetwork(name, { seed });
      const sums = model.weights.map((weight) =>
        tf.tidy(() => weight.read().abs().sum().arraySync() as number),
      );
      model.dispose();
      return sums;
    };
    expect(firstWeights(3)).toEqual(firstWeights(3));
    expect(firstWeights(3)).not.toEqual(firstWeights(4));
  });
});

test('a network that is not there is refused by naming those that are', () => {
  expect(() => findNetwork('resnet')).toThrow(
    expect.objectContaining({
      code: 'MODEL_UNKNOWN_NETWORK',
      message: expect.stringContaining('nyu'),
    }),
  );
});
