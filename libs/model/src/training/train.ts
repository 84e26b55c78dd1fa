import { setImmediate } from 'node:timers/promises';

import { degasEncoding, type LabelledDomain } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import { findNetwork } from '../networks/registry.ts';
import { Adam } from './adam.ts';
import { BatchReader, epochOrder } from './batches.ts';
import { collectRows } from './collect-rows.ts';
import { Forward } from './forward.ts';
import { learningRateAt, PLATEAU_FACTOR } from './learning-rate.ts';
import { deriveSeed } from './random.ts';
import { rowWeights } from './row-weights.ts';
import { judge, scoreRows } from './score-rows.ts';
import { type EpochResult, type TrainedModel, type TrainingEnd } from './trained-model.ts';
import { resolveSettings, type TrainingSettings } from './training-settings.ts';

/** Where training stands, after each batch. */
export interface TrainingProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** From 1, within the epoch. */
  readonly batch: number;
  readonly batches: number;
  /** Mean of the epoch so far. */
  readonly loss: number;
  readonly learningRate: number;
  /** Of the epoch so far. */
  readonly namesPerSecond: number;
  /** Of all epochs, at this rate; early stopping may need less. */
  readonly secondsLeft: number;
}

export interface TrainOptions extends Partial<TrainingSettings> {
  /** Judged after every epoch; without it, a share of the rows is kept apart. */
  readonly validation?: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>;
  readonly onProgress?: (progress: TrainingProgress) => void;
  readonly onEpoch?: (result: EpochResult) => void;
  /** Ends training at the next batch; the best weights so far are kept. */
  readonly signal?: AbortSignal;
  /** Milliseconds, for the rates that progress reports. */
  readonly now?: () => number;
}

/**
 * Trains a network on the active backend (`useBackend`) and gives it with its best weights.
 *
 * @example const trained = await train(readDataset({ source: 'data/processed' }), { network: 'nyu', epochs: 5, seed: 7 });
 */
export async function train(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  options: TrainOptions = {},
): Promise<TrainedModel> {
  const { onProgress, onEpoch, signal, now = () => performance.now() } = options;
  const settings = resolveSettings(options);
  const { seed, batchSize, epochs } = settings;
  const network = findNetwork(settings.network);
  const encoding = network.encoding ?? degasEncoding;

  // Data
  const { training, validation, skipped, sources } = await collectRows(rows, options.validation, {
    encoding,
    ...settings,
  });
  const weights = rowWeights(training, settings);

  // Model
  const model = network.build({ length: encoding.length, seed });
  const forward = new Forward(model);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const optimizer = new Adam(variables);
  const reader = new BatchReader(training, batchSize, forward.cuttable);
  const batches = Math.ceil(training.count / batchSize);

  // Fit
  const history: EpochResult[] = [];
  let best = { epoch: 0, loss: Infinity, weights: [] as Float32Array[] };
  let plateau = 1;
  let end: TrainingEnd = 'epochs';
  for (let epoch = 1; epoch <= epochs && end === 'epochs'; epoch++) {
    const order = epochOrder(training, {
      seed,
      epoch,
      batchSize,
      byLength: forward.cuttable !== undefined,
    });
    const started = now();
    let lossSum = 0;
    let learningRate = 0;
    let names = 0;
    for (let batch = 0; batch < batches && !signal?.aborted; batch++) {
      const members = order.subarray(batch * batchSize, (batch + 1) * batchSize);
      const step = optimizer.steps + 1;
      learningRate = learningRateAt(settings, { step, steps: batches * epochs, plateau });
      const loss = tf.tidy(() => {
        const codes = reader.read(members);
        const labels = tf.tensor2d(
          Float32Array.from(members, (row) => training.labels[row] as number),
          [members.length, 1],
        );
        const weight =
          weights &&
          tf.tensor2d(
            Float32Array.from(members, (row) => weights[row] as number),
            [members.length, 1],
          );
        const { value, grads } = tf.variableGrads(
          () =>
            tf.losses.sigmoidCrossEntropy(
              labels,
              forward.logits(codes, deriveSeed(seed, step)),
              weight,
              settings.labelSmoothing,
            ),
          variables,
        );
        optimizer.apply(
          variables.map(({ name }) => grads[name] as tf.Tensor),
          learningRate,
        );
        return value.dataSync<'float32'>()[0] as number;
      });
      if (!Number.isFinite(loss)) throw diverged(loss, epoch, batch, settings);
      lossSum += loss * members.length;
      names += members.length;
      const namesPerSecond = (names * 1000) / (now() - started);
      onProgress?.({
        epoch,
        epochs,
        batch: batch + 1,
        batches,
        loss: lossSum / names,
        learningRate,
        namesPerSecond,
        secondsLeft: (training.count * (epochs - epoch + 1) - names) / namesPerSecond,
      });
      await setImmediate(); // lets a signal in
    }
    if (signal?.aborted) {
      end = 'aborted';
      break;
    }

    // Evaluate
    const trainedIn = now() - started;
    const { loss: validationLoss, accuracy } = judge(
      await scoreRows(forward, validation, setImmediate),
      validation.labels,
    );
    const result: EpochResult = {
      epoch,
      loss: lossSum / training.count,
      validationLoss,
      validationAccuracy: accuracy,
      learningRate,
      namesPerSecond: (training.count * 1000) / trainedIn,
    };
    history.push(result);
    onEpoch?.(result);
    if (validationLoss < best.loss) {
      best = {
        epoch,
        loss: validationLoss,
        weights: variables.map((variable) => variable.dataSync<'float32'>().slice()),
      };
    } else {
      plateau *= PLATEAU_FACTOR;
      if (epoch - best.epoch >= settings.patience) end = 'patience';
    }
  }

  // Keep the best
  optimizer.dispose();
  best.weights.forEach((values, index) => {
    const variable = variables[index] as tf.Variable;
    tf.tidy(() => {
      variable.assign(tf.tensor(values, variable.shape));
    });
  });
  return {
    network: network.name,
    model,
    encoding,
    settings,
    backend: tf.getBackend(),
    history,
    bestEpoch: best.epoch,
    end,
    families: training.families.filter((family) => family !== null).sort(),
    rows: { training: training.counts(), validation: validation.counts(), skipped, sources },
    validation: {
      scores: await scoreRows(forward, validation, setImmediate),
      labels: validation.labels.slice(0, validation.count),
      families: Array.from(
        validation.familyOf.subarray(0, validation.count),
        (index) => validation.families[index] ?? null,
      ),
    },
  };
}

function diverged(
  loss: number,
  epoch: number,
  batch: number,
  { learningRate }: TrainingSettings,
): ModelError {
  return new ModelError(
    'MODEL_DIVERGED',
    `The loss became ${loss} in epoch ${epoch}, batch ${batch + 1}, where a number was expected; train with a learning rate below ${learningRate}.`,
  );
}
