import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';

export const BETA_1 = 0.9;
export const BETA_2 = 0.999;
export const EPSILON = 1e-7;

/** The learning rate of a step, from 1, corrected for moments that began at 0. */
export function stepRate(step: number, learningRate: number): number {
  return (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
}

/**
 * Adam (Kingma & Ba, 2015). TensorFlow.js has one, whose state can't be put back bit for bit: it keeps the powers of its betas as
 * running products and restores them as powers. Here the number of the step is an argument.
 */
export class Adam {
  readonly #variables: readonly tf.Variable[];
  #moments: tf.Tensor[];
  #squares: tf.Tensor[];

  constructor(variables: readonly tf.Variable[]) {
    this.#variables = variables;
    const zeros = (): tf.Tensor[] => variables.map((variable) => tf.keep(tf.zeros(variable.shape)));
    this.#moments = zeros();
    this.#squares = zeros();
  }

  /** First and second moments of the gradients; borrowed. */
  get state(): { readonly moments: readonly tf.Tensor[]; readonly squares: readonly tf.Tensor[] } {
    return { moments: this.#moments, squares: this.#squares };
  }

  /** Moves each variable by its gradient; `gradients` in the variables' order, `step` from 1. */
  apply(gradients: readonly tf.Tensor[], step: number, learningRate: number): void {
    const rate = stepRate(step, learningRate);
    this.#variables.forEach((variable, index) => {
      tf.tidy(() => {
        const gradient = assertDefined(gradients[index]);
        const formerMoment = assertDefined(this.#moments[index]);
        const formerSquare = assertDefined(this.#squares[index]);
        const moment = tf.add(tf.mul(formerMoment, BETA_1), tf.mul(gradient, 1 - BETA_1));
        const square = tf.add(
          tf.mul(formerSquare, BETA_2),
          tf.mul(tf.square(gradient), 1 - BETA_2),
        );
        const change = tf.div(tf.mul(moment, rate), tf.add(tf.sqrt(square), EPSILON));
        variable.assign(tf.sub(variable, change));
        tf.dispose([formerMoment, formerSquare]);
        this.#moments[index] = tf.keep(moment);
        this.#squares[index] = tf.keep(square);
      });
    });
  }

  restore(moments: readonly Float32Array[], squares: readonly Float32Array[]): void {
    this.dispose();
    const tensors = (values: readonly Float32Array[]): tf.Tensor[] =>
      this.#variables.map(({ shape }, index) =>
        tf.keep(tf.tensor(assertDefined(values[index]), shape)),
      );
    this.#moments = tensors(moments);
    this.#squares = tensors(squares);
  }

  dispose(): void {
    tf.dispose([this.#moments, this.#squares]);
  }
}
