import { randomBits, shuffle } from '@degas/features';
import { type DenseLayer, type GroupNetwork, WIDEST_INPUT } from '@degas/inference';

/** Groups that a network is fitted to; all arrays have a value a group, `vectors` a row. */
export interface GroupRows {
  readonly inputs: number;
  readonly vectors: Float32Array;
  /** 1 for a campaign, 0 for a clean group. */
  readonly labels: Float32Array;
  /** How much each counts. */
  readonly weights: Float32Array;
}

export interface GroupFitting {
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Pulls weights towards 0, by this share of the learning rate a step. */
  readonly weightDecay: number;
  /** Share of the inputs that a step leaves out. */
  readonly dropout: number;
  readonly seed: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export const defaultGroupFitting = {
  hidden: [64, 32],
  epochs: 8,
  batchSize: 256,
  learningRate: 0.002,
  weightDecay: 0.02,
  dropout: 0.1,
  seed: 1,
} as const satisfies GroupFitting;

/** Fits a network of dense layers to groups by cross-entropy and Adam, on plain arrays: the same for the same seed everywhere. */
export function fitGroupNetwork(rows: GroupRows, fitting: GroupFitting): GroupNetwork {
  const { inputs, labels, weights } = rows;
  const count = labels.length;
  const { mean, scale } = standardOf(rows);
  const standard = standardised(rows, mean, scale);
  const { hidden, epochs, batchSize, learningRate, weightDecay, dropout, seed } = fitting;
  const bits = randomBits(seed);
  const layers = [...hidden, 1].map(
    (units, i) => new FittedLayer(i === 0 ? inputs : (hidden[i - 1] ?? 0), units, bits),
  );
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const steps = epochs * Math.ceil(count / batchSize);
  const kept = new Uint8Array(inputs);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, seed + 31 * epoch);
    let loss = 0;
    let weight = 0;
    for (let from = 0; from < count; from += batchSize) {
      const members = order.subarray(from, from + batchSize);
      const size = members.length;
      for (let i = 0; i < inputs; i++) kept[i] = bits() < dropout * 2 ** 32 ? 0 : 1;
      const x = new Float32Array(size * inputs);
      for (let row = 0; row < size; row++) {
        const at = (members[row] ?? 0) * inputs;
        for (let i = 0; i < inputs; i++)
          if (kept[i] === 1) x[row * inputs + i] = (standard[at + i] ?? 0) / (1 - dropout);
      }
      let values = x;
      layers.forEach((layer, i) => {
        values = layer.forward(values, size, i < layers.length - 1);
      });
      let gradient = new Float32Array(size);
      for (let row = 0; row < size; row++) {
        const member = members[row] ?? 0;
        const share = weights[member] ?? 0;
        const logit = values[row] ?? 0;
        const label = labels[member] ?? 0;
        gradient[row] = (share * (1 / (1 + Math.exp(-logit)) - label)) / size;
        loss +=
          share * (Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, logit) - label * logit);
        weight += share;
      }
      step++;
      const rate = learningRate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      for (const layer of layers.toReversed()) {
        const before = layer.backward(gradient, size, layer !== layers[0]);
        layer.update(step, rate, weightDecay);
        gradient = before;
      }
    }
    fitting.onEpoch?.(epoch + 1, loss / Math.max(1, weight));
  }
  return { inputs, mean, scale, layers: layers.map((layer) => layer.frozen()) };
}

function standardOf({ inputs, vectors, labels }: GroupRows): Pick<GroupNetwork, 'mean' | 'scale'> {
  const count = labels.length;
  const sums = new Float64Array(inputs);
  const squares = new Float64Array(inputs);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < inputs; i++) {
      const value = vectors[row * inputs + i] ?? 0;
      sums[i] = (sums[i] ?? 0) + value;
      squares[i] = (squares[i] ?? 0) + value * value;
    }
  }
  const mean = Float32Array.from(sums, (sum) => sum / count);
  const scale = Float32Array.from(squares, (square, i) => {
    const variance = square / count - (mean[i] ?? 0) ** 2;
    return variance > 1e-8 ? 1 / Math.sqrt(variance) : 0;
  });
  return { mean, scale };
}

function standardised(
  { inputs, vectors }: GroupRows,
  mean: Float32Array,
  scale: Float32Array,
): Float32Array {
  const out = new Float32Array(vectors.length);
  for (let at = 0; at < out.length; at++) {
    const i = at % inputs;
    const value = ((vectors[at] ?? 0) - (mean[i] ?? 0)) * (scale[i] ?? 0);
    out[at] = Math.min(WIDEST_INPUT, Math.max(-WIDEST_INPUT, value));
  }
  return out;
}

/** One dense layer with Adam's moments. */
class FittedLayer {
  readonly #inputs: number;
  readonly #units: number;
  readonly #kernel: Float32Array;
  readonly #bias: Float32Array;
  readonly #gradient: Float32Array;
  readonly #moments: readonly [Float32Array, Float32Array];
  #x = new Float32Array(0);
  #y = new Float32Array(0);
  #isRectified = false;

  constructor(inputs: number, units: number, bits: () => number) {
    this.#inputs = inputs;
    this.#units = units;
    const limit = Math.sqrt(6 / (inputs + units));
    this.#kernel = Float32Array.from(
      { length: inputs * units },
      () => limit * ((2 * bits()) / 2 ** 32 - 1),
    );
    this.#bias = new Float32Array(units);
    const size = inputs * units + units;
    this.#gradient = new Float32Array(size);
    this.#moments = [new Float32Array(size), new Float32Array(size)];
  }

  /** (rows, inputs) → (rows, units). */
  forward(x: Float32Array, rows: number, isRectified: boolean): Float32Array<ArrayBuffer> {
    const [inputs, units, kernel] = [this.#inputs, this.#units, this.#kernel];
    const y = new Float32Array(rows * units);
    for (let row = 0; row < rows; row++) {
      const to = row * units;
      y.set(this.#bias, to);
      const at = row * inputs;
      let i = 0;
      // Four inputs at a time: a unit's sum is loaded and stored once for all of them.
      for (; i + 3 < inputs; i += 4) {
        const [a, b, c, d] = [
          x[at + i] ?? 0,
          x[at + i + 1] ?? 0,
          x[at + i + 2] ?? 0,
          x[at + i + 3] ?? 0,
        ];
        const from = i * units;
        for (let unit = 0; unit < units; unit++) {
          const k = from + unit;
          y[to + unit] =
            (y[to + unit] ?? 0) +
            a * (kernel[k] ?? 0) +
            b * (kernel[k + units] ?? 0) +
            c * (kernel[k + 2 * units] ?? 0) +
            d * (kernel[k + 3 * units] ?? 0);
        }
      }
      for (; i < inputs; i++) {
        const value = x[at + i] ?? 0;
        for (let unit = 0; unit < units; unit++)
          y[to + unit] = (y[to + unit] ?? 0) + value * (kernel[i * units + unit] ?? 0);
      }
    }
    if (isRectified) for (let at = 0; at < y.length; at++) if ((y[at] ?? 0) < 0) y[at] = 0;
    this.#x = x as Float32Array<ArrayBuffer>;
    this.#y = y;
    this.#isRectified = isRectified;
    return y;
  }

  /** (rows, units) → (rows, inputs), where it is asked for; keeps the weights' own gradient. */
  backward(
    above: Float32Array<ArrayBuffer>,
    rows: number,
    needsInputs: boolean,
  ): Float32Array<ArrayBuffer> {
    const [inputs, units, kernel, x, y] = [
      this.#inputs,
      this.#units,
      this.#kernel,
      this.#x,
      this.#y,
    ];
    const gradient = this.#gradient.fill(0);
    const biases = inputs * units;
    const below = new Float32Array(needsInputs ? rows * inputs : 0);
    if (this.#isRectified)
      for (let at = 0; at < above.length; at++) if ((y[at] ?? 0) === 0) above[at] = 0;
    for (let row = 0; row < rows; row++) {
      const to = row * units;
      for (let unit = 0; unit < units; unit++)
        gradient[biases + unit] = (gradient[biases + unit] ?? 0) + (above[to + unit] ?? 0);
      for (let i = 0; needsInputs && i < inputs; i++) {
        let sum = 0;
        for (let unit = 0; unit < units; unit++)
          sum += (above[to + unit] ?? 0) * (kernel[i * units + unit] ?? 0);
        below[row * inputs + i] = sum;
      }
    }
    // Four rows at a time, as in `forward`; rows that are missing at the end count nothing.
    for (let row = 0; row < rows; row += 4) {
      const last = rows - 1;
      const [r1, r2, r3] = [
        Math.min(row + 1, last),
        Math.min(row + 2, last),
        Math.min(row + 3, last),
      ];
      const [w1, w2, w3] = [row + 1 < rows ? 1 : 0, row + 2 < rows ? 1 : 0, row + 3 < rows ? 1 : 0];
      for (let i = 0; i < inputs; i++) {
        const a = x[row * inputs + i] ?? 0;
        const b = w1 * (x[r1 * inputs + i] ?? 0);
        const c = w2 * (x[r2 * inputs + i] ?? 0);
        const d = w3 * (x[r3 * inputs + i] ?? 0);
        const to = i * units;
        for (let unit = 0; unit < units; unit++) {
          gradient[to + unit] =
            (gradient[to + unit] ?? 0) +
            a * (above[row * units + unit] ?? 0) +
            b * (above[r1 * units + unit] ?? 0) +
            c * (above[r2 * units + unit] ?? 0) +
            d * (above[r3 * units + unit] ?? 0);
        }
      }
    }
    return below;
  }

  update(step: number, rate: number, weightDecay: number): void {
    const [first, second] = this.#moments;
    const size = this.#kernel.length;
    const correction = Math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step);
    for (let at = 0; at < this.#gradient.length; at++) {
      const gradient = this.#gradient[at] ?? 0;
      const m = 0.9 * (first[at] ?? 0) + 0.1 * gradient;
      const v = 0.999 * (second[at] ?? 0) + 0.001 * gradient * gradient;
      first[at] = m;
      second[at] = v;
      const change = (rate * correction * m) / (Math.sqrt(v) + 1e-8);
      if (at < size) {
        const weight = this.#kernel[at] ?? 0;
        this.#kernel[at] = weight - change - rate * weightDecay * weight;
      } else {
        this.#bias[at - size] = (this.#bias[at - size] ?? 0) - change;
      }
    }
  }

  frozen(): DenseLayer {
    return { units: this.#units, kernel: this.#kernel, bias: this.#bias };
  }
}
