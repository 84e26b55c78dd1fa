import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { type CellStep, type GateActivation, stepBackward, stepForward } from './lstm-cell.ts';

/** One pass of an LSTM over a sequence whose products with the input's kernel are there already. */
export interface LstmScan {
  /** (positions, count, 4 · units): what each position adds to the gates: input, forget, cell, output. */
  readonly projected: tf.Tensor3D;
  /** (units, 4 · units) */
  readonly recurrent: tf.Tensor2D;
  /** (count, 2 · units): output and cell to start from. */
  readonly state: tf.Tensor2D;
  /** The positions in the order of the steps; one may come more than once. */
  readonly visits: readonly number[];
  readonly activation: GateActivation;
}

/**
 * (count, 2 · units): output and cell after the last step. A step is one product and one loop, and the recurrent kernel's
 * gradient is one product over all steps; TensorFlow.js' own takes dozens of operations a step, and twice that for gradients.
 */
export function scanLstm({ projected, recurrent, state, ...how }: LstmScan): tf.Tensor2D {
  const operation = tf.customGrad((...inputs) => {
    const [projectedIn, recurrentIn, stateIn, save] = inputs as unknown as [
      tf.Tensor3D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.GradSaveFunc,
    ];
    const trace = new Trace(projectedIn.shape[0], stateIn.shape, how);
    const value = trace.forward(projectedIn, recurrentIn, stateIn);
    save([recurrentIn]);
    const gradFunc = (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]): tf.Tensor[] =>
      trace.backward(dy as tf.Tensor2D, assertDefined(saved[0]) as tf.Tensor2D);
    return { value, gradFunc };
  });
  return operation(projected, recurrent, state);
}

/** Everything that the gradient needs of each step. */
class Trace {
  readonly #positions: number;
  readonly #count: number;
  readonly #units: number;
  readonly #how: Pick<LstmScan, 'visits' | 'activation'>;
  readonly #gates: Float32Array;
  /** Before the first step, then after each. */
  readonly #outputs: Float32Array;
  readonly #cells: Float32Array;

  constructor(
    positions: number,
    [count, both]: [number, number],
    how: Pick<LstmScan, 'visits' | 'activation'>,
  ) {
    this.#positions = positions;
    this.#count = count;
    this.#units = both / 2;
    this.#how = how;
    const size = count * this.#units;
    this.#gates = new Float32Array(how.visits.length * size * 4);
    this.#outputs = new Float32Array((how.visits.length + 1) * size);
    this.#cells = new Float32Array((how.visits.length + 1) * size);
  }

  forward(projected: tf.Tensor3D, recurrent: tf.Tensor2D, state: tf.Tensor2D): tf.Tensor2D {
    const [count, units, size] = [this.#count, this.#units, this.#count * this.#units];
    const [outputs, cells] = tf.split(state, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    this.#outputs.set(outputs.dataSync<'float32'>());
    this.#cells.set(cells.dataSync<'float32'>());
    const inputs = projected.dataSync<'float32'>();
    const { visits, activation } = this.#how;
    for (const [index, position] of visits.entries()) {
      const former = this.#outputs.subarray(index * size, (index + 1) * size);
      const recurrence = product(former, [count, units], recurrent);
      stepForward(
        this.#step(index),
        recurrence,
        inputs.subarray(position * size * 4, (position + 1) * size * 4),
        activation,
        this.#outputs.subarray((index + 1) * size, (index + 2) * size),
      );
    }
    const last = (values: Float32Array): tf.Tensor2D =>
      tf.tensor2d(values.subarray(visits.length * size), [count, units]);
    return tf.concat([last(this.#outputs), last(this.#cells)], 1);
  }

  /** Gradients of `projected`, `recurrent` and `state`. */
  backward(dy: tf.Tensor2D, recurrent: tf.Tensor2D): tf.Tensor[] {
    const [count, units, size] = [this.#count, this.#units, this.#count * this.#units];
    const { visits, activation } = this.#how;
    const [last, lastCells] = tf.split(dy, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    let outputSlopes = last.dataSync<'float32'>();
    const cellSlopes = lastCells.dataSync<'float32'>().slice();
    const turned = recurrent.transpose<tf.Tensor2D>();
    const slopes = new Float32Array(this.#gates.length);
    const projectedSlopes = new Float32Array(this.#positions * size * 4);
    for (let index = visits.length - 1; index >= 0; index--) {
      const ofStep = slopes.subarray(index * size * 4, (index + 1) * size * 4);
      stepBackward(this.#step(index), activation, outputSlopes, cellSlopes, ofStep);
      const to = (visits[index] ?? 0) * size * 4;
      for (let i = 0; i < ofStep.length; i++) {
        projectedSlopes[to + i] = (projectedSlopes[to + i] ?? 0) + (ofStep[i] ?? 0);
      }
      outputSlopes = product(ofStep, [count, units * 4], turned);
    }
    const steps = visits.length * count;
    const outputs = tf.tensor2d(this.#outputs.subarray(0, steps * units), [steps, units]);
    const all = tf.tensor2d(slopes, [steps, units * 4]);
    return [
      tf.tensor3d(projectedSlopes, [this.#positions, count, units * 4]),
      outputs.matMul(all, true),
      tf.concat(
        [tf.tensor2d(outputSlopes, [count, units]), tf.tensor2d(cellSlopes, [count, units])],
        1,
      ),
    ];
  }

  #step(index: number): CellStep {
    const size = this.#count * this.#units;
    return {
      units: this.#units,
      gates: this.#gates.subarray(index * size * 4, (index + 1) * size * 4),
      formerCells: this.#cells.subarray(index * size, (index + 1) * size),
      cells: this.#cells.subarray((index + 1) * size, (index + 2) * size),
    };
  }
}

/** Not by `tf.tidy`, which looks for tensors in every single element of an array that it gives back. */
function product(rows: Float32Array, shape: [number, number], by: tf.Tensor2D): Float32Array {
  const matrix = tf.tensor2d(rows, shape);
  const result = matrix.matMul(by);
  const values = result.dataSync<'float32'>();
  tf.dispose([matrix, result]);
  return values;
}
