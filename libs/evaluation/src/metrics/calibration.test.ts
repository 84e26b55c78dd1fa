import { seededRandom } from '@degas/features';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { LabelledScores } from '../labelled-scores.ts';
import { calibrate, fitIsotonic, fitTemperature } from './calibration.ts';
import { reliability } from './reliability.ts';
import { rocAuc } from './roc.ts';

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
    const { temperature } = fitTemperature(exaggerated(factor));
    expect(temperature / factor).toBeGreaterThan(0.95);
    expect(temperature / factor).toBeLessThan(1.05);
  });

  test('makes an overconfident model keep its promises', () => {
    const names = exaggerated(3);
    const scores = calibrate(names.scores, fitTemperature(names));
    expect(error(names)).toBeGreaterThan(0.05);
    expect(error({ ...names, scores })).toBeLessThan(0.015);
  });

  test('stays finite when the classes part at a threshold', () => {
    const parted = { scores: Float32Array.of(0.1, 0.2, 0.8, 1), labels: Uint8Array.of(0, 0, 1, 1) };
    expect(fitTemperature(parted).temperature).toBeCloseTo(0.01, 4);
  });

  test('refuses a single class', () => {
    const names = { scores: Float32Array.of(0.1, NaN), labels: Uint8Array.of(0, 1) };
    for (const fit of [fitTemperature, fitIsotonic]) {
      expect(() => fit(names)).toThrow(expect.objectContaining({ code: 'EVALUATION_ONE_CLASS' }));
    }
  });
});

describe('fitIsotonic', () => {
  test('pools neighbours that are out of order', () => {
    // Shares by score: .125 → 0, .25 → 1, .5 → 0, .75 → 1/2, .875 → 1: the second and third pool to 1/2, and
    // so does the fourth, which is not above them.
    const names = {
      scores: Float32Array.of(0.125, 0.25, 0.5, 0.75, 0.75, 0.875),
      labels: Uint8Array.of(0, 1, 0, 0, 1, 1),
    };
    expect(fitIsotonic(names)).toEqual({
      method: 'isotonic',
      scores: [0.125, 0.25, 0.75, 0.875],
      probabilities: [0, 0.5, 0.5, 1],
    });
  });

  test('grows, keeps the mean, and corrects an overconfident model', () => {
    const names = exaggerated(3);
    const calibration = fitIsotonic(names);
    for (const [i, probability] of calibration.probabilities.entries()) {
      expect(probability).toBeGreaterThanOrEqual(calibration.probabilities[i - 1] ?? 0);
    }
    expect(error({ ...names, scores: calibrate(names.scores, calibration) })).toBeLessThan(0.01);
  });
});

describe('calibrate', () => {
  const isotonic = { method: 'isotonic', scores: [0.25, 0.75], probabilities: [0.5, 1] } as const;

  test('interpolates between steps and stays level beyond them', () => {
    expect([...calibrate(Float32Array.of(0, 0.25, 0.5, 0.75, 1, NaN), isotonic)]).toEqual([
      0.5,
      0.5,
      0.75,
      1,
      1,
      NaN,
    ]);
  });

  test('by temperature keeps order and ½, whatever the temperature', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom(0, 1)), {
          minLength: 2,
        }),
        fc.constantFrom(0.5, 1, 2, 5),
        (rows, temperature) => {
          const scores = Float32Array.from(rows, ([score]) => score / 100);
          const labels = Uint8Array.from(rows, ([, label]) => label);
          const mapped = calibrate(scores, { method: 'temperature', temperature });
          expect(rocAuc({ scores: mapped, labels })).toBe(rocAuc({ scores, labels }));
          expect([...mapped].map((p) => p >= 0.5)).toEqual([...scores].map((p) => p >= 0.5));
        },
      ),
    );
  });

  test('by temperature 1 changes nothing but rounding, and skips stay skips', () => {
    const [same, skipped] = calibrate(Float32Array.of(0.3, NaN), {
      method: 'temperature',
      temperature: 1,
    });
    expect(same).toBeCloseTo(0.3, 6);
    expect(skipped).toBeNaN();
  });
});
