import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LabelledDomain } from '@degas/features';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from '../backends/use-backend.ts';
import { labelledNames } from '../testing/names.ts';
import type { TrainOptions } from './train-options.ts';
import { train } from './train.ts';
import type { TrainedModel } from './trained-model.ts';

const rows = labelledNames(320);
const settings = { network: 'nyu', epochs: 3, batchSize: 64, seed: 7 } as const;
const folder = mkdtempSync(join(tmpdir(), 'degas-train-'));

beforeAll(() => useBackend('wasm'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly weights: number[];
  readonly losses: number[];
  readonly trained: TrainedModel;
}

/** Trains, takes the values and lets the tensors go. */
async function outcome(
  options: TrainOptions = {},
  from: Iterable<LabelledDomain> = rows,
): Promise<Outcome> {
  const trained = await train(from, { ...settings, ...options });
  const weights = trained.model.getWeights().map((weight) => tf.tidy(() => sumOf(weight)));
  const losses = trained.history.flatMap((epoch) => [epoch.loss, epoch.validationLoss]);
  trained.model.dispose();
  return { weights, losses, trained };
}

const sumOf = (weight: tf.Tensor): number => weight.abs().sum().dataSync()[0] ?? NaN;

let uninterrupted: Outcome;
beforeAll(async () => {
  uninterrupted = await outcome();
}, 60_000);

describe('train', () => {
  test('learns to tell the classes apart', () => {
    const [first, last] = [uninterrupted.losses[0], uninterrupted.losses.at(-1)];
    expect(last).toBeLessThan(first ?? 0);
    expect(uninterrupted.trained.end).toBe('epochs');
  });

  test('the same seed gives the same weights and losses; another seed gives others', async () => {
    const again = await outcome();
    expect(again.weights).toEqual(uninterrupted.weights);
    expect(again.losses).toEqual(uninterrupted.losses);
    expect((await outcome({ seed: 8 })).weights).not.toEqual(uninterrupted.weights);
  }, 60_000);

  test('holds as many tensors after the last epoch as after the first, and gives all back', async () => {
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    await outcome({ epochs: 4, onEpoch: () => counts.push(tf.memory().numTensors) });
    expect(counts).toHaveLength(4);
    expect(new Set(counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);

  test('ends when validation has not improved for as many epochs as patience says, with the best weights', async () => {
    const { trained } = await outcome({ epochs: 12, patience: 2, learningRate: 0.05 });
    const losses = trained.history.map(({ validationLoss }) => validationLoss);
    expect(trained.end).toBe('patience');
    expect(trained.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(trained.history).toHaveLength(trained.bestEpoch + 2);
    // The first epoch that did not improve halved the rate of the one after it.
    expect(trained.history.at(-1)?.learningRate).toBeLessThanOrEqual(0.025);
  }, 60_000);

  test('the cosine schedule ends near 0', async () => {
    const rates: number[] = [];
    await outcome({
      schedule: 'cosine',
      onProgress: ({ learningRate }) => rates.push(learningRate),
    });
    expect(Math.max(...rates)).toBeCloseTo(1e-3, 5);
    expect(rates.at(-1)).toBeLessThan(1e-5);
  }, 60_000);

  test('class and family weights and smooth labels change what is learned', async () => {
    for (const option of [{ dgaWeight: 3 }, { familyBalance: 1 }, { labelSmoothing: 0.1 }]) {
      expect((await outcome({ epochs: 1, ...option })).weights).not.toEqual(
        (await outcome({ epochs: 1 })).weights,
      );
    }
  }, 60_000);

  test('the folds of one seed part the names between them', async () => {
    const sizes: number[] = [];
    for (const index of [0, 1, 2]) {
      const { trained } = await outcome({ epochs: 1, fold: { index, of: 3 } });
      sizes.push(trained.rows.validation.total);
    }
    expect(sizes.reduce((sum, size) => sum + size)).toBe(rows.length);
  }, 60_000);

  test.each([
    [{ epochs: 0 }, /epochs is 0/],
    [{ labelSmoothing: 1 }, /labelSmoothing is 1/],
    [{ dgaWeight: -1 }, /dgaWeight is -1/],
    [{ familyBalance: 2 }, /familyBalance is 2/],
  ])('refuses %o', async (options, message) => {
    await expect(train(rows, { ...settings, ...options })).rejects.toMatchObject({
      code: 'MODEL_BAD_SETTING',
      message: expect.stringMatching(message),
    });
  });

  test('one class alone is refused', async () => {
    const benign = rows.filter(({ label }) => label === 0);
    await expect(train(benign, settings)).rejects.toMatchObject({ code: 'MODEL_TOO_FEW_ROWS' });
  });

  test('a rate far too high is told, not trained on', async () => {
    await expect(train(rows, { ...settings, learningRate: 1e30 })).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
    });
  }, 60_000);
});

describe('a checkpoint', () => {
  /** Stops at the given batch of the given epoch. */
  const stopAt = (epoch: number, batch: number): TrainOptions => {
    const stop = new AbortController();
    return {
      signal: stop.signal,
      onProgress: (progress) => {
        if (progress.epoch === epoch && progress.batch === batch) stop.abort();
      },
    };
  };

  test.each([
    [1, 1],
    [2, 3],
    [3, 4],
  ])(
    'after a stop in epoch %i, batch %i, training ends as if it had not been stopped',
    async (epoch, batch) => {
      const checkpoint = join(folder, `${epoch}-${batch}`);
      const stopped = await outcome({ checkpoint, ...stopAt(epoch, batch) });
      expect(stopped.trained.end).toBe('aborted');
      expect(stopped.trained.bestEpoch).toBeLessThan(epoch);
      const { weights, losses, trained } = await outcome({ checkpoint });
      expect(weights).toEqual(uninterrupted.weights);
      expect(losses).toEqual(uninterrupted.losses);
      expect(trained.validation.scores).toEqual(uninterrupted.trained.validation.scores);
    },
    60_000,
  );

  test('a stop keeps the best weights so far', async () => {
    const { trained, weights } = await outcome(stopAt(3, 2));
    const losses = trained.history.map(({ validationLoss }) => validationLoss);
    expect(losses).toHaveLength(2);
    expect(trained.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(weights).toEqual((await outcome({ epochs: trained.bestEpoch })).weights);
  }, 60_000);

  test('one that was killed in an older batch repeats what came after it', async () => {
    const checkpoint = join(folder, 'older');
    const killed = train(rows, {
      ...settings,
      checkpoint,
      checkpointEvery: 3,
      onProgress: ({ epoch, batch }) => {
        if (epoch === 2 && batch === 4) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    expect((await outcome({ checkpoint })).weights).toEqual(uninterrupted.weights);
  }, 60_000);

  test('one of another run is refused, naming what differs', async () => {
    const checkpoint = join(folder, 'other');
    await outcome({ checkpoint, ...stopAt(1, 2) });
    const resumed = async (options: TrainOptions, from = rows): Promise<unknown> =>
      train(from, { ...settings, checkpoint, ...options });
    const refused = (what: string): object => ({
      code: 'MODEL_CHECKPOINT_MISMATCH',
      message: expect.stringContaining(`with ${what} `),
    });
    await expect(resumed({ learningRate: 0.1 })).rejects.toMatchObject(refused('settings'));
    await expect(resumed({ fold: { index: 0, of: 5 } })).rejects.toMatchObject(refused('fold'));
    await expect(resumed({}, rows.slice(2))).rejects.toMatchObject(refused('sources'));
  }, 60_000);

  test('one that is cut off is refused', async () => {
    const checkpoint = join(folder, 'cut');
    await outcome({ checkpoint, ...stopAt(1, 2) });
    writeFileSync(checkpoint, readFileSync(checkpoint).subarray(0, 100_000));
    await expect(outcome({ checkpoint })).rejects.toMatchObject({
      code: 'MODEL_CHECKPOINT_MISMATCH',
    });
  }, 60_000);

  test('one that can not be written ends training with a code, and leaves no part of itself', async () => {
    const checkpoint = join(folder, 'missing/checkpoint');
    await expect(outcome({ checkpoint, epochs: 1 })).rejects.toMatchObject({
      code: 'MODEL_WRITE_FAILED',
    });
    expect(existsSync(`${checkpoint}.partial`)).toBe(false);
  }, 60_000);
});
