import { randomBits } from '@degas/features';
import { expect, test } from '@jest/globals';

import { fitLogits } from './calibrate-model.ts';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

test('finds the scale and shift that made the labels', () => {
  const bits = randomBits(4);
  const uniform = (): number => bits() / 2 ** 32;
  const logits = Float32Array.from({ length: 60_000 }, () => uniform() * 8 - 4);
  const labels = Uint8Array.from(logits, (z) => (uniform() < sigmoid(0.6 * z - 1.5) ? 1 : 0));
  const { scale, shift } = fitLogits(logits.map(sigmoid), labels);
  expect(Math.abs(scale - 0.6)).toBeLessThan(0.03);
  expect(Math.abs(shift + 1.5)).toBeLessThan(0.05);
});

test('leaves calibrated scores as they are', () => {
  const scores = Float32Array.from({ length: 1000 }, (_, i) => (i % 10) / 10 + 0.05);
  // Of the names that score .05, one in twenty is a DGA name, and so on.
  const labels = Uint8Array.from(scores, (score, i) =>
    (Math.floor(i / 10) + 0.5) / 100 < score ? 1 : 0,
  );
  const { scale, shift } = fitLogits(scores, labels);
  expect(Math.abs(scale - 1)).toBeLessThan(0.02);
  expect(Math.abs(shift)).toBeLessThan(0.02);
});

test('keeps the order of scores whatever the labels', () => {
  const scores = Float32Array.of(0.1, 0.2, 0.8, 0.9);
  expect(fitLogits(scores, Uint8Array.of(1, 1, 0, 0)).scale).toBeGreaterThan(0);
});
