import type { Activation } from '../../format/compiled-model.ts';

/** One layer on one name: reads its input's values, writes its own; nothing is allocated. */
export type Layer = () => void;

interface Convolution {
  readonly kernelSize: number;
  readonly filters: number;
  readonly padding: 'same' | 'valid';
  readonly activation: Activation;
}

/** Positions that `same` padding adds on the left, as TensorFlow places them. */
const leftPadding = ({ kernelSize, padding }: Convolution): number =>
  padding === 'same' ? (kernelSize - 1) >> 1 : 0;

export function tableConvolution(
  settings: Convolution,
  vocabulary: number,
  tables: Float32Array,
  bias: Float32Array,
  codes: Uint8Array,
  out: Float32Array,
): Layer {
  const { kernelSize, filters, activation } = settings;
  const left = leftPadding(settings);
  return () => {
    for (let to = 0, first = -left; to < out.length; to += filters, first++) {
      for (let filter = 0; filter < filters; filter++) out[to + filter] = bias[filter] ?? 0;
      for (let tap = Math.max(0, -first); tap < kernelSize && first + tap < codes.length; tap++) {
        const row = (tap * vocabulary + (codes[first + tap] ?? 0)) * filters;
        for (let filter = 0; filter < filters; filter++) {
          out[to + filter] = (out[to + filter] ?? 0) + (tables[row + filter] ?? 0);
        }
      }
    }
    activate(out, activation);
  };
}

export function embedding(
  channels: number,
  table: Float32Array,
  codes: Uint8Array,
  out: Float32Array,
): Layer {
  return () => {
    for (let position = 0; position < codes.length; position++) {
      const row = (codes[position] ?? 0) * channels;
      for (let channel = 0; channel < channels; channel++) {
        out[position * channels + channel] = table[row + channel] ?? 0;
      }
    }
  };
}

export function convolution(
  settings: Convolution,
  channels: number,
  kernel: Float32Array,
  bias: Float32Array,
  input: Float32Array,
  out: Float32Array,
): Layer {
  const { kernelSize, filters, activation } = settings;
  const left = leftPadding(settings);
  const positions = input.length / channels;
  return () => {
    for (let to = 0, first = -left; to < out.length; to += filters, first++) {
      for (let filter = 0; filter < filters; filter++) out[to + filter] = bias[filter] ?? 0;
      const from = Math.max(0, -first);
      const until = Math.min(kernelSize, positions - first);
      if (from < until) {
        const window = (first + from) * channels;
        addProduct(
          input,
          window,
          (until - from) * channels,
          kernel,
          from * channels * filters,
          out,
          to,
          filters,
        );
      }
    }
    activate(out, activation);
  };
}

export function dense(
  units: number,
  activation: Activation,
  kernel: Float32Array,
  bias: Float32Array,
  input: Float32Array,
  out: Float32Array,
): Layer {
  return () => {
    out.set(bias);
    addProduct(input, 0, input.length, kernel, 0, out, 0, units);
    activate(out, activation);
  };
}

export function maxPool(
  poolSize: number,
  strides: number,
  padding: 'same' | 'valid',
  channels: number,
  input: Float32Array,
  out: Float32Array,
): Layer {
  const positions = input.length / channels;
  const pooled = out.length / channels;
  const missing = Math.max(0, (pooled - 1) * strides + poolSize - positions);
  const left = padding === 'same' ? missing >> 1 : 0;
  return () => {
    out.fill(-Infinity);
    for (let to = 0; to < pooled; to++) {
      const first = to * strides - left;
      for (let at = Math.max(0, first); at < Math.min(positions, first + poolSize); at++) {
        raise(input, at * channels, out, to * channels, channels);
      }
    }
  };
}

export function globalMaxPool(channels: number, input: Float32Array, out: Float32Array): Layer {
  return () => {
    out.fill(-Infinity);
    for (let from = 0; from < input.length; from += channels) raise(input, from, out, 0, channels);
  };
}

/** The sum over positions, times `factor`: 1, or 1 / positions for the average. */
export function globalSumPool(
  factor: number,
  channels: number,
  input: Float32Array,
  out: Float32Array,
): Layer {
  return () => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let from = channel; from < input.length; from += channels) sum += input[from] ?? 0;
      out[channel] = sum * factor;
    }
  };
}

/** Joins values side by side, position by position (one position: end to end). */
export function concatenate(
  positions: number,
  inputs: readonly Float32Array[],
  out: Float32Array,
): Layer {
  const total = out.length / positions;
  return () => {
    let offset = 0;
    for (const input of inputs) {
      const channels = input.length / positions;
      for (let position = 0; position < positions; position++) {
        for (let channel = 0; channel < channels; channel++) {
          out[position * total + offset + channel] = input[position * channels + channel] ?? 0;
        }
      }
      offset += channels;
    }
  };
}

/** out[to …] += input[from … from + length] · kernel[at …], a (length, units) matrix; zeros, frequent after a ReLU, cost nothing. */
function addProduct(
  input: Float32Array,
  from: number,
  length: number,
  kernel: Float32Array,
  at: number,
  out: Float32Array,
  to: number,
  units: number,
): void {
  for (let i = 0; i < length; i++) {
    const value = input[from + i] ?? 0;
    if (value === 0) continue;
    const row = at + i * units;
    for (let unit = 0; unit < units; unit++) {
      out[to + unit] = (out[to + unit] ?? 0) + value * (kernel[row + unit] ?? 0);
    }
  }
}

function raise(
  input: Float32Array,
  from: number,
  out: Float32Array,
  to: number,
  channels: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const value = input[from + channel] ?? 0;
    if (value > (out[to + channel] ?? 0)) out[to + channel] = value;
  }
}

function activate(values: Float32Array, activation: Activation): void {
  if (activation === 'relu') {
    for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) < 0) values[i] = 0;
  } else if (activation === 'sigmoid') {
    for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + Math.exp(-(values[i] ?? 0)));
  }
}
