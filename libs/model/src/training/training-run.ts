import { deriveSeed } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { ModelError } from '../errors.ts';
import { Forward } from '../forward/forward.ts';
import type { Augment } from '../networks/network.ts';
import { Adam } from './adam.ts';
import { BatchReader } from './batches.ts';
import type { EncodedRows } from './encoded-rows.ts';
import { familyCrossEntropy } from './family-head.ts';
import { learningRateAt, PLATEAU_FACTOR } from './learning-rate.ts';
import { rowWeights } from './row-weights.ts';
import type { EpochResult, TrainingEnd } from './trained-model.ts';
import type { TrainingSettings } from './training-settings.ts';

/** What changes while training, without the arrays: with them, all that a checkpoint holds. */
export interface TrainingState {
  /** The epoch and the batch that come next, from 1 and from 0. */
  epoch: number;
  batch: number;
  /** Of the epoch so far: summed loss and names. */
  lossSum: number;
  names: number;
  /** What epochs without improvement have made of the learning rate. */
  plateau: number;
  steps: number;
  bestEpoch: number;
  bestLoss: number;
  history: EpochResult[];
}

/** Values of tensors, by what they are: weights, Adam's moments and squares, the best weights so far. */
export type TrainingArrays = Record<'weights' | 'moments' | 'squares' | 'best', Float32Array[]>;

/** A network on its way: weights, optimizer, best weights and the place in the data. */
export class TrainingRun {
  readonly model: tf.LayersModel;
  readonly forward: Forward;
  /** Batches of an epoch. */
  readonly batches: number;
  end: TrainingEnd | undefined;
  state: TrainingState = {
    epoch: 1,
    batch: 0,
    lossSum: 0,
    names: 0,
    plateau: 1,
    steps: 0,
    bestEpoch: 0,
    bestLoss: Infinity,
    history: [],
  };
  #best: Float32Array[] = [];
  readonly #settings: TrainingSettings;
  readonly #rows: EncodedRows;
  readonly #weights: Float32Array | undefined;
  readonly #variables: tf.Variable[];
  readonly #optimizer: Adam;
  readonly #reader: BatchReader;

  constructor(
    model: tf.LayersModel,
    rows: EncodedRows,
    settings: TrainingSettings,
    augment?: Augment,
  ) {
    this.model = model;
    this.forward = new Forward(model);
    this.batches = Math.ceil(rows.count / settings.batchSize);
    this.#settings = settings;
    this.#rows = rows;
    this.#weights = rowWeights(rows, settings);
    this.#variables = model.trainableWeights.map((weight) => weight.read()).filter(isVariable);
    this.#optimizer = new Adam(this.#variables);
    this.#reader = new BatchReader(rows, settings.batchSize, this.forward.cuttable, augment);
  }

  /** The rate of the last step. */
  get learningRate(): number {
    const { steps, plateau } = this.state;
    return learningRateAt(this.#settings, {
      step: steps,
      steps: this.batches * this.#settings.epochs,
      plateau,
    });
  }

  /** One batch: forward, backward, update. */
  async step(members: Uint32Array): Promise<void> {
    const { seed, labelSmoothing, familyWeight } = this.#settings;
    const { forward } = this;
    const step = ++this.state.steps;
    const dropoutSeed = deriveSeed(seed, step);
    const column = (values: Uint8Array | Float32Array): tf.Tensor2D =>
      tf.tensor2d(
        Float32Array.from(members, (row) => values[row] ?? 0),
        [members.length, 1],
      );
    const [lossTensor, ...slopes] = tf.tidy(() => {
      const labels = column(this.#rows.labels);
      const weights = this.#weights && column(this.#weights);
      const batch = this.#reader.read(members, dropoutSeed);
      const bags = forward.bags(batch, dropoutSeed);
      const { value, grads } = tf.engine().gradients(() => {
        const [score, families] = forward.outputs(batch, bags, dropoutSeed);
        const scoreLoss = tf.losses.sigmoidCrossEntropy(
          labels,
          assertDefined(score),
          weights,
          labelSmoothing,
        );
        if (!families) return scoreLoss;
        const familyLoss = familyCrossEntropy(this.#rows, members, families);
        return scoreLoss.add<tf.Scalar>(familyLoss.mul(familyWeight));
      }, [...this.#variables, ...bags]);
      this.#optimizer.apply(grads.slice(0, this.#variables.length), step, this.learningRate);
      return [value, ...grads.slice(this.#variables.length)] as const;
    });
    for (const [index, table] of forward.tables.entries()) {
      const slope = await assertDefined(slopes[index]).data<'float32'>();
      table.apply(slope, step, this.learningRate);
    }
    const [loss = NaN] = await lossTensor.data<'float32'>();
    tf.dispose([lossTensor, slopes]);
    if (!Number.isFinite(loss)) throw diverged(loss, this.state, this.#settings);
    this.state.batch++;
    this.state.lossSum += loss * members.length;
    this.state.names += members.length;
  }

  /** Keeps the weights when they are the best so far, moves on to the next epoch, or ends. */
  async finishEpoch(result: EpochResult): Promise<void> {
    const { state } = this;
    state.history.push(result);
    if (result.validationLoss < state.bestLoss) {
      state.bestEpoch = state.epoch;
      state.bestLoss = result.validationLoss;
      this.#best = await this.#values();
    } else {
      state.plateau *= PLATEAU_FACTOR;
      if (state.epoch - state.bestEpoch >= this.#settings.patience) this.end = 'patience';
    }
    if (state.epoch === this.#settings.epochs) this.end ??= 'epochs';
    Object.assign(state, { epoch: state.epoch + 1, batch: 0, lossSum: 0, names: 0 });
  }

  /** Puts the best weights back, if an epoch was finished, and lets the optimizer go. */
  close(): void {
    if (this.#best.length > 0) this.#assign(this.#best);
    for (const table of this.forward.tables) table.writeBack();
    this.#optimizer.dispose();
  }

  async arrays(): Promise<TrainingArrays> {
    const { moments, squares } = this.#optimizer.state;
    const { tables } = this.forward;
    return {
      weights: await this.#values(),
      moments: [...(await valuesOf(moments)), ...tables.map((table) => table.moments)],
      squares: [...(await valuesOf(squares)), ...tables.map((table) => table.squares)],
      best: this.#best,
    };
  }

  /** Continues where a checkpoint was taken. */
  restore(state: TrainingState, { weights, moments, squares, best }: TrainingArrays): void {
    this.state = state;
    this.#best = best;
    this.#assign(weights);
    this.#optimizer.restore(moments, squares);
    this.forward.tables.forEach((table, index) => {
      table.moments.set(assertDefined(moments[this.#variables.length + index]));
      table.squares.set(assertDefined(squares[this.#variables.length + index]));
    });
    const { epochs, patience } = this.#settings;
    if (state.epoch - 1 - state.bestEpoch >= patience) this.end = 'patience';
    else if (state.epoch > epochs) this.end = 'epochs';
  }

  /** Copies of all weights: the variables', then the n-gram tables'. */
  async #values(): Promise<Float32Array[]> {
    const tables = this.forward.tables.map(({ values }) => values.slice());
    return [...(await valuesOf(this.#variables)), ...tables];
  }

  #assign(values: readonly Float32Array[]): void {
    assign(this.#variables, values);
    this.forward.tables.forEach((table, index) => {
      table.values.set(assertDefined(values[this.#variables.length + index]));
    });
  }
}

function isVariable(tensor: tf.Tensor): tensor is tf.Variable {
  return tensor instanceof tf.Variable;
}

async function valuesOf(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  return values.map((array) => array.slice());
}

function assign(variables: readonly tf.Variable[], values: readonly Float32Array[]): void {
  variables.forEach((variable, index) => {
    tf.tidy(() => {
      variable.assign(tf.tensor(assertDefined(values[index]), variable.shape));
    });
  });
}

function diverged(
  loss: number,
  { epoch, batch }: TrainingState,
  { learningRate }: TrainingSettings,
): ModelError {
  return new ModelError(
    'MODEL_DIVERGED',
    `The loss became ${loss} in epoch ${epoch}, batch ${batch + 1}, where a number was expected; train with a learning rate below ${learningRate}.`,
  );
}
