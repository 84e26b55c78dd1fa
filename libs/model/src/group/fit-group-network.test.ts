import { runGroupNetwork } from '@degas/inference';
import { expect, test } from '@jest/globals';

import { fitGroupNetwork, type GroupRows } from './fit-group-network.ts';

/** Groups of six numbers, of which the first two decide: campaigns are those where just one of them is above 0. */
function rows(count: number): GroupRows {
  const inputs = 6;
  const vectors = Float32Array.from({ length: count * inputs }, (_, i) =>
    Math.sin(i * i * 12.9898),
  );
  const at = (row: number, i: number): number => vectors[row * inputs + i] ?? 0;
  return {
    inputs,
    vectors,
    labels: Float32Array.from({ length: count }, (_, row) =>
      at(row, 0) > 0 !== at(row, 1) > 0 ? 1 : 0,
    ),
    weights: new Float32Array(count).fill(1),
  };
}

const fitting = {
  hidden: [16, 8],
  epochs: 30,
  batchSize: 64,
  learningRate: 0.01,
  weightDecay: 0.001,
  dropout: 0,
  seed: 1,
};

test('learns what no single number says', () => {
  const data = rows(3000);
  const network = fitGroupNetwork(data, fitting);
  let right = 0;
  for (let row = 0; row < 1000; row++) {
    const logit = runGroupNetwork(network, data.vectors.subarray(row * 6, row * 6 + 6));
    if (logit > 0 === (data.labels[row] === 1)) right++;
  }
  expect(right).toBeGreaterThan(940);
});

test('is the same for the same seed, and another for another', () => {
  const data = rows(200);
  const few = { ...fitting, epochs: 2 };
  expect(fitGroupNetwork(data, few)).toEqual(fitGroupNetwork(data, few));
  expect(fitGroupNetwork(data, { ...few, seed: 2 })).not.toEqual(fitGroupNetwork(data, few));
});

test('a number that never varies counts nothing', () => {
  const data = rows(200);
  for (let row = 0; row < 200; row++) data.vectors[row * 6 + 5] = 7;
  const { scale } = fitGroupNetwork(data, { ...fitting, epochs: 1 });
  expect(scale[5]).toBe(0);
});
