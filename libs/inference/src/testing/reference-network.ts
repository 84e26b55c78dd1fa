import { ngramBuckets, wordPlace } from '@degas/features';

import { tensorValues, type Activation, type CompiledModel } from '../format/compiled-model.ts';

type Value = readonly (readonly number[])[];

/** The network by the definitions of its layers, in doubles, slow: every node's value as rows of channels. */
export function referenceValues(
  model: CompiledModel,
  codes: readonly number[],
): Map<string, Value> {
  const values = new Map<string, Value>();
  const weights = (name: string): Float32Array =>
    tensorValues(model.tensors[name] as { shape: []; data: Float32Array });
  for (const node of model.nodes) {
    const [input = []] = node.inputs.map((name) => values.get(name) ?? []);
    switch (node.op) {
      case 'codes':
        values.set(
          node.name,
          codes.map((code) => [code]),
        );
        break;
      case 'embedding': {
        const table = weights(node.table);
        const channels = model.tensors[node.table]?.shape[1] ?? 0;
        values.set(
          node.name,
          codes.map((code) => [...table.subarray(code * channels, (code + 1) * channels)]),
        );
        break;
      }
      case 'table_conv1d': {
        const tables = weights(node.tables);
        const vocabulary = model.tensors[node.tables]?.shape[1] ?? 0;
        const at = (tap: number, [code = 0]: readonly number[], filter: number) =>
          tables[(tap * vocabulary + code) * node.filters + filter] ?? 0;
        values.set(node.name, slide(node, input, weights(node.bias), at));
        break;
      }
      case 'conv1d': {
        const kernel = weights(node.kernel);
        const at = (tap: number, row: readonly number[], filter: number) =>
          row.reduce(
            (sum, value, i) =>
              sum + value * (kernel[(tap * row.length + i) * node.filters + filter] ?? 0),
            0,
          );
        values.set(node.name, slide(node, input, weights(node.bias), at));
        break;
      }
      case 'max_pool1d': {
        const { poolSize, strides, padding = 'same' } = node;
        const positions =
          padding === 'same'
            ? Math.ceil(input.length / strides)
            : Math.floor((input.length - poolSize) / strides) + 1;
        const left =
          padding === 'same'
            ? Math.floor(Math.max(0, (positions - 1) * strides + poolSize - input.length) / 2)
            : 0;
        const windows = Array.from({ length: positions }, (_, i) =>
          input.slice(Math.max(0, i * strides - left), i * strides - left + poolSize),
        );
        values.set(node.name, windows.map(greatest));
        break;
      }
      case 'global_max_pool1d':
        values.set(node.name, [greatest(input)]);
        break;
      case 'global_sum_pool1d':
        values.set(node.name, [total(input)]);
        break;
      case 'global_average_pool1d':
        values.set(node.name, [total(input).map((sum) => sum / input.length)]);
        break;
      case 'flatten':
        values.set(node.name, [input.flat()]);
        break;
      case 'concatenate':
        values.set(
          node.name,
          input.map((_, row) => node.inputs.flatMap((name) => values.get(name)?.[row] ?? [])),
        );
        break;
      case 'dense': {
        const kernel = weights(node.kernel);
        const bias = weights(node.bias);
        const [row = []] = input;
        const sums = [...bias].map((start, unit) =>
          row.reduce((sum, value, i) => sum + value * (kernel[i * node.units + unit] ?? 0), start),
        );
        values.set(node.name, [sums.map((sum) => activated(sum, node.activation))]);
        break;
      }
      case 'word_cover': {
        values.set(node.name, [wordShares(node, codes, weights(node.table))]);
        break;
      }
      case 'ngram_bag': {
        const table = weights(node.table);
        const [buckets = 0, channels = 0] = model.tensors[node.table]?.shape ?? [];
        const rows = new Uint32Array(codes.length * node.maximum);
        const count = ngramBuckets(
          Int32Array.from(codes),
          0,
          codes.length,
          { ...node, buckets },
          rows,
        );
        const found = [...rows.subarray(0, count)].map((row) => [
          ...table.subarray(row * channels, (row + 1) * channels),
        ]);
        const sum = count === 0 ? Array.from({ length: channels }, () => 0) : total(found);
        values.set(node.name, [
          node.combine === 'mean' && count > 0 ? sum.map((each) => each / count) : sum,
        ]);
        break;
      }
    }
  }
  return values;
}

/** The score of one row of codes. */
export function referenceScore(model: CompiledModel, codes: readonly number[]): number {
  return referenceValues(model, codes).get(model.nodes.at(-1)?.name ?? '')?.[0]?.[0] ?? NaN;
}

function slide(
  node: { kernelSize: number; padding: 'same' | 'valid'; activation: Activation },
  input: Value,
  bias: Float32Array,
  at: (tap: number, row: readonly number[], filter: number) => number,
): Value {
  const { kernelSize, padding, activation } = node;
  const left = padding === 'same' ? Math.floor((kernelSize - 1) / 2) : 0;
  const positions = padding === 'same' ? input.length : input.length - kernelSize + 1;
  return Array.from({ length: positions }, (_, position) =>
    [...bias].map((start, filter) => {
      let sum = start;
      for (let tap = 0; tap < kernelSize; tap++) {
        const row = input[position - left + tap];
        if (row !== undefined) sum += at(tap, row, filter);
      }
      return activated(sum, activation);
    }),
  );
}

function activated(value: number, activation: Activation): number {
  if (activation === 'relu') return Math.max(0, value);
  return activation === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : value;
}

function greatest(rows: Value): number[] {
  return (rows[0] ?? []).map((_, channel) => Math.max(...rows.map((row) => row[channel] ?? 0)));
}

function total(rows: Value): number[] {
  return (rows[0] ?? []).map((_, channel) =>
    rows.reduce((sum, row) => sum + (row[channel] ?? 0), 0),
  );
}

/** Word cover by its definition: every window that is a word, every code that lies in one. */
function wordShares(
  node: CompiledModel['nodes'][number] & { op: 'word_cover' },
  codes: readonly number[],
  table: Float32Array,
): number[] {
  const found = codes.indexOf(node.endCode);
  const label = found < 0 ? codes : codes.slice(0, found);
  const isWord = (window: readonly number[]): boolean => {
    const { slot, mark } = wordPlace(window, table.length);
    return !window.includes(node.paddingCode) && table[slot] === mark;
  };
  const lies = (at: number, atLeast: number): boolean =>
    label.some((_, start) =>
      label.some((__, last) => {
        const size = last - start + 1;
        const isAround = start <= at && at <= last && size >= atLeast && size <= node.maximum;
        return isAround && isWord(label.slice(start, last + 1));
      }),
    );
  const places = [...label.keys()].filter((at) => label[at] !== node.paddingCode);
  return Array.from({ length: node.maximum - node.minimum + 1 }, (_, i) => {
    const covered = places.filter((at) => lies(at, node.minimum + i));
    return places.length === 0 ? 0 : covered.length / places.length;
  });
}
