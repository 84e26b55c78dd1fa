import { degasEncoding, seededRandom } from '@degas/features';

import type { CompiledModel, CompiledNode, CompiledTensor } from '../format/compiled-model.ts';

/** Puts a network together node by node, its weights drawn so that values stay near 1. */
export class RandomNetwork {
  readonly nodes: CompiledNode[] = [{ name: 'codes', inputs: [], op: 'codes' }];
  readonly tensors: Record<string, CompiledTensor> = {};
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  add(node: CompiledNode): string {
    this.nodes.push(node);
    return node.name;
  }

  tensor(name: string, shape: readonly number[], fanIn: number): string {
    const scale = Math.sqrt(6 / fanIn);
    const size = shape.reduce((product, each) => product * each, 1);
    const data = Float32Array.from({ length: size }, () => (this.#random() * 2 - 1) * scale);
    this.tensors[name] = { shape, data };
    return name;
  }

  tableConvolution(
    name: string,
    kernelSize: number,
    filters: number,
    padding: 'same' | 'valid' = 'same',
  ): string {
    const tables = this.tensor(
      `${name}/tables`,
      [kernelSize, degasEncoding.vocabulary, filters],
      kernelSize,
    );
    const bias = this.tensor(`${name}/bias`, [filters], 24);
    return this.add({
      name,
      inputs: ['codes'],
      op: 'table_conv1d',
      kernelSize,
      filters,
      padding,
      activation: 'relu',
      tables,
      bias,
    });
  }

  convolution(
    name: string,
    input: string,
    kernelSize: number,
    channels: number,
    filters: number,
    padding: 'same' | 'valid' = 'same',
  ): string {
    const kernel = this.tensor(
      `${name}/kernel`,
      [kernelSize, channels, filters],
      kernelSize * channels,
    );
    const bias = this.tensor(`${name}/bias`, [filters], 24);
    return this.add({
      name,
      inputs: [input],
      op: 'conv1d',
      kernelSize,
      filters,
      padding,
      activation: 'relu',
      kernel,
      bias,
    });
  }

  dense(
    name: string,
    input: string,
    channels: number,
    units: number,
    activation: 'linear' | 'relu' | 'sigmoid' = 'relu',
    inputSize = 1,
  ): string {
    const kernel = this.tensor(`${name}/kernel`, [channels, units], channels * inputSize ** 2);
    const bias = this.tensor(`${name}/bias`, [units], 24);
    return this.add({ name, inputs: [input], op: 'dense', units, activation, kernel, bias });
  }

  model(details: Partial<CompiledModel> = {}): CompiledModel {
    const { name, version, length } = degasEncoding;
    return {
      name: 'random',
      version: 1,
      encoding: { name, version, length },
      nodes: this.nodes,
      tensors: this.tensors,
      labels: ['benign', 'dga'],
      threshold: 0.5,
      operatingPoints: [
        { level: 'low', falsePositiveRate: 1e-2, threshold: 0.6, benignNames: 10_000 },
        { level: 'medium', falsePositiveRate: 1e-3, threshold: 0.75, benignNames: 10_000 },
        { level: 'high', falsePositiveRate: 1e-4, threshold: 0.9, benignNames: 10_000 },
      ],
      families: [],
      ...details,
    };
  }
}

/** The layers of the `nyu` network, `filters` wide (128 in the original). */
export function nyuLike(seed: number, filters = 128, units = 64): CompiledModel {
  const network = new RandomNetwork(seed);
  network.tableConvolution('conv1', 3, filters);
  network.add({ name: 'pool1', inputs: ['conv1'], op: 'max_pool1d', poolSize: 2, strides: 2 });
  network.convolution('conv2', 'pool1', 2, filters, filters);
  network.add({ name: 'pool2', inputs: ['conv2'], op: 'max_pool1d', poolSize: 2, strides: 2 });
  network.add({ name: 'flat', inputs: ['pool2'], op: 'flatten' });
  network.dense('dense', 'flat', 19 * filters, units);
  network.dense('dense_1', 'dense', units, 1, 'sigmoid');
  return network.model({ name: 'nyu-like' });
}
