import { describe, expect, test } from '@jest/globals';

import { reliability } from './reliability.ts';

describe('reliability', () => {
  test('bins scores and measures how far they are from the share of DGA names', () => {
    const result = reliability(
      {
        scores: Float32Array.of(0, 0.25, 0.25, 0.5, 0.75, 1, 1, NaN),
        labels: Uint8Array.of(0, 0, 1, 1, 1, 1, 0, 1),
      },
      { bins: 2 },
    );
    expect(result.bins).toMatchObject([
      { from: 0, to: 0.5, names: 3, meanScore: 0.5 / 3, dgaShare: 1 / 3 },
      { from: 0.5, to: 1, names: 4, meanScore: 0.8125, dgaShare: 0.75 },
    ]);
    // 3/7 · 1/6 + 4/7 · 1/16
    expect(result.expectedCalibrationError).toBeCloseTo(3 / 42 + 4 / 112, 12);
    // 0 + 1/16 + 9/16 + 1/4 + 1/16 + 0 + 1 over 7
    expect(result.brierScore).toBeCloseTo(1.9375 / 7, 12);
  });

  test('is perfect for scores that keep their promise', () => {
    const scores = Float32Array.of(0.25, 0.25, 0.25, 0.25);
    const result = reliability({ scores, labels: Uint8Array.of(0, 0, 0, 1) });
    expect(result.expectedCalibrationError).toBe(0);
  });

  test('has nothing to say of no names', () => {
    const nothing = { scores: Float32Array.of(NaN), labels: Uint8Array.of(1) };
    expect(reliability(nothing)).toEqual({
      bins: [],
      expectedCalibrationError: null,
      brierScore: null,
    });
  });

  test('refuses scores that are no probabilities', () => {
    const logits = { scores: Float32Array.of(-3, 4), labels: Uint8Array.of(0, 1) };
    expect(() => reliability(logits)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_BAD_SCORE' }),
    );
  });
});
