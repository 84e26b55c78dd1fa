import * as tf from '@tensorflow/tfjs';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam (Kingma & Ba, 2015). TensorFlow.js has one, whose state can't be put back bit for bit: it keeps the powers of its betas as
 * running products and restores them as powers. Here the number of steps is the state.
 */
export class Adam {
  readonly #variables: readonly tf.Variable[];
  #moments: tf.Tensor[];
  #squares: tf.Tensor[];
  #steps = 0;

  constructor(variables: readonly tf.Variable[]) {
    this.#variables = variables;
    const zeros = (): tf.Tensor[] =>
      variables.map((variable) => tf.keep(tf.zerosLike<tf.Tensor>(variable)));
    this.#moments = zeros();
    this.#squares = zeros();
  }

  get steps(): number {
    return this.#steps;
  }

  /** Moves each variable by its gradient; `gradients` in the variables' order. */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void {
    const step = ++this.#steps;
    const rate = (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
    this.#variables.forEach((variable, index) => {
      tf.tidy(() => {
        const gradient = gradients[index] as tf.Tensor;
        const former = [this.#moments[index], this.#squares[index]] as [tf.Tensor, tf.Tensor];
        const moment = tf.add(tf.mul(former[0], BETA_1), tf.mul(gradient, 1 - BETA_1));
        const square = tf.add(tf.mul(former[1], BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2));
        variable.assign(
          tf.sub(variable, tf.div(tf.mul(moment, rate), tf.add(tf.sqrt(square), EPSILON))),
        );
        tf.dispose(former);
        this.#moments[index] = tf.keep(moment);
        this.#squares[index] = tf.keep(square);
      });
    });
  }

  dispose(): void {
    tf.dispose([this.#moments, this.#squares]);
  }
}
