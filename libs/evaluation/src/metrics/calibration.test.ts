import { seededRandom } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import type { LabelledScores } from '../labelled-scores.ts';
import { fitTemperature } from './calibration.ts';
import { reliability } from './reliability.ts';

/** Labels drawn by true probabilities, scores that exaggerate (or play down) their logits. */
function exaggerated(factor: number, count = 20_000): LabelledScores {
  const random = seededRandom(9);
  const scores = new Float32Array(count);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const z = random() * 8 - 4;
    labels[i] = random() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
    scores[i] = 1 / (1 + Math.exp(-z * factor));
  }
  return { scores, labels };
}

const error = (names: LabelledScores) => reliability(names).expectedCalibrationError ?? NaN;

describe('fitTemperature', () => {
  test.each([3, 1, 0.5])('finds by what factor %d the logits were exaggerated', (factor) => {
    const temperature = fitTemperature(exaggerated(factor));
    expect(temperature / factor).toBeGreaterThan(0.95);
    expect(temperature / factor).toBeLessThan(1.05);
  });

  test('calibrates an overconfident model', () => {
    const names = exaggerated(3);
    const temperature = fitTemperature(names);
    const scores = names.scores.map(
      (score) => 1 / (1 + Math.exp(-Math.log(score / (1 - score)) / temperature)),
    );
    expect(error(names)).toBeGreaterThan(0.05);
    expect(error({ ...names, scores })).toBeLessThan(0.015);
  });

  test('stays finite when the classes part at a threshold', () => {
    const parted = { scores: Float32Array.of(0.1, 0.2, 0.8, 1), labels: Uint8Array.of(0, 0, 1, 1) };
    expect(fitTemperature(parted)).toBeCloseTo(0.01, 4);
  });

  test('refuses a single class', () => {
    const names = { scores: Float32Array.of(0.1, NaN), labels: Uint8Array.of(0, 1) };
    expect(() => fitTemperature(names)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_ONE_CLASS' }),
    );
  });
});
