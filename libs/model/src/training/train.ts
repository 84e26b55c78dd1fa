import { setImmediate } from 'node:timers/promises';

import { degasEncoding, type LabelledDomain } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { findNetwork } from '../networks/registry.ts';
import { WordCover } from '../networks/word-cover.ts';
import { epochOrder } from './batches.ts';
import { Checkpoint } from './checkpoint.ts';
import { collectRows } from './collect-rows.ts';
import { describeSplit } from './describe-split.ts';
import { evaluateLoss, scoreRows } from './evaluate-loss.ts';
import { withFamilyHead } from './family-head.ts';
import { familyRows, fitFamilyHead } from './fit-family-head.ts';
import type { TrainOptions } from './train-options.ts';
import type { EpochResult, TrainedModel } from './trained-model.ts';
import { TrainingRun } from './training-run.ts';
import { resolveSettings } from './training-settings.ts';

/**
 * Trains a network on the active backend (`useBackend`) and returns it with its best weights.
 *
 * @example const trained = await train(readDataset({ source: 'data/processed' }), { network: 'nyu', epochs: 5, seed: 7 });
 */
export async function train(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  options: TrainOptions = {},
): Promise<TrainedModel> {
  const { signal, checkpointEvery = 200, now = () => performance.now() } = options;
  const settings = resolveSettings(options);
  const { seed, batchSize, epochs, validationFraction } = settings;
  const network = findNetwork(settings.network);
  const encoding = network.encoding ?? degasEncoding;

  // Data
  const data = await collectRows(rows, { encoding, seed, validationFraction, ...options });
  const { training, validation, skipped, sources } = data;

  // Model
  const model = network.build({ length: encoding.length, seed });
  for (const layer of model.layers) {
    if (layer instanceof WordCover) layer.learn(data.words.list(), encoding);
  }
  const known = training.families.length - 1;
  const trainee = settings.familyWeight > 0 ? withFamilyHead(model, known, seed) : model;
  const run = new TrainingRun(trainee, training, settings, network.augment);
  const { forward, batches } = run;
  const checkpoint = options.checkpoint
    ? new Checkpoint(options.checkpoint, {
        settings,
        backend: tf.getBackend(),
        sources,
        fold: options.fold ?? null,
      })
    : undefined;
  await checkpoint?.restore(run);

  // Fit
  while (!run.end) {
    const { epoch } = run.state;
    const order = epochOrder(training, {
      seed,
      epoch,
      batchSize,
      byLength: forward.cuttable !== undefined,
    });
    const started = now();
    const namesBefore = run.state.names;
    const namesPerSecond = (): number =>
      ((run.state.names - namesBefore) * 1000) / (now() - started);
    while (run.state.batch < batches && !signal?.aborted) {
      await run.step(
        order.subarray(run.state.batch * batchSize, (run.state.batch + 1) * batchSize),
      );
      const { batch, lossSum, names, steps } = run.state;
      const rate = namesPerSecond();
      options.onProgress?.({
        epoch,
        epochs,
        batch,
        batches,
        loss: lossSum / names,
        learningRate: run.learningRate,
        namesPerSecond: rate,
        secondsLeft: (training.count * (epochs - epoch + 1) - names) / rate,
      });
      if (steps % checkpointEvery === 0) await checkpoint?.save(run);
      await setImmediate(); // lets a signal in
    }
    if (run.state.batch < batches) {
      run.end = 'aborted';
      await checkpoint?.save(run);
      break;
    }

    // Evaluate
    const trainingRate = namesPerSecond();
    const { loss, accuracy } = evaluateLoss(
      await scoreRows(forward, validation),
      validation.labels,
    );
    const result: EpochResult = {
      epoch,
      loss: run.state.lossSum / training.count,
      validationLoss: loss,
      validationAccuracy: accuracy,
      learningRate: run.learningRate,
      namesPerSecond: trainingRate,
    };
    await run.finishEpoch(result);
    await checkpoint?.save(run);
    options.onEpoch?.(result);
  }

  // Keep the best
  run.close();
  let familyModel = trainee === model ? undefined : trainee;
  let { families } = training;
  if (familyModel && run.end !== 'aborted') {
    const { familyRows: asTheyAre, onFamilyProgress: onProgress } = options;
    const ofFamilies = asTheyAre ? await familyRows(asTheyAre, training) : training;
    ({ families } = ofFamilies);
    familyModel = await fitFamilyHead(model, ofFamilies, {
      families: families.length - 1,
      seed,
      onProgress,
      signal,
    });
  }
  return {
    network: network.name,
    model,
    ...(familyModel && { familyModel }),
    encoding,
    settings,
    backend: tf.getBackend(),
    history: run.state.history,
    bestEpoch: run.state.bestEpoch,
    end: run.end,
    families: families.filter((family) => family !== null),
    rows: {
      training: training.counts(),
      validation: validation.counts(),
      skipped,
      sources,
      split: describeSplit(options, settings),
    },
    validation: {
      scores: await scoreRows(forward, validation),
      labels: validation.labels.slice(0, validation.count),
      families: validation.familyNames(),
    },
  };
}
