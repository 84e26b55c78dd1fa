import type { Encoding } from '@degas/features';
import { ngramBuckets } from '@degas/features';
import { wordCoverage } from '@degas/features';

import {
  tensorValues,
  type CompiledModel,
  type CompiledNode,
} from '../../format/compiled-model.ts';
import { featureNode } from '../../format/feature-node.ts';
import { networkShapes } from '../../format/network-shapes.ts';
import type { Engine } from '../engine.ts';
import * as layers from './javascript-layers.ts';

const BATCH_SIZE = 64;

/** Creates an engine on typed arrays, which runs wherever JavaScript does, also where WebAssembly is forbidden. */
export function createJavascriptEngine(model: CompiledModel, encoding: Encoding): Engine {
  const { length } = encoding;
  const network = new JavascriptNetwork(model, encoding);
  const { codes: row, score, families, features: values } = network;
  const codes = new Uint8Array(BATCH_SIZE * length);
  const scores = new Float32Array(BATCH_SIZE);
  const familyScores = families === null ? null : new Float32Array(BATCH_SIZE * families.length);
  const engine: Engine = {
    kind: 'javascript',
    batchSize: BATCH_SIZE,
    codes,
    scores,
    familyScores,
    featureCount: values.length,
    encode(names, count) {
      for (let i = 0; i < count; i++) encoding.encodeInto(names[i] ?? '', codes, i * length);
    },
    run(count, familyScoreThreshold) {
      engine.runFeatures(count, familyScoreThreshold, noFeatures, 0);
    },
    runFeatures(count, familyScoreThreshold, features, from) {
      for (let i = 0; i < count; i++) {
        for (let at = 0; at < length; at++) row[at] = codes[i * length + at] ?? 0;
        network.run();
        const scored = (scores[i] = score[0] ?? 0);
        if (families !== null && scored >= familyScoreThreshold)
          familyScores?.set(families, i * families.length);
        if (features.length > 0) features.set(values, from + i * values.length);
      }
    },
  };
  return engine;
}

const noFeatures = new Float32Array(0);

/** The layers of one network and the buffers between them, for one name at a time. */
class JavascriptNetwork {
  readonly codes: Uint8Array;
  readonly score: Float32Array;
  readonly families: Float32Array | null;
  /** Values of the layer that the score is read from; empty where the network has no such layer. */
  readonly features: Float32Array;
  readonly #layers: layers.Layer[] = [];
  readonly #values = new Map<string, Float32Array>();

  constructor(model: CompiledModel, encoding: Encoding) {
    this.codes = new Uint8Array(encoding.length);
    const shapes = networkShapes(model, encoding.vocabulary);
    for (const node of model.nodes) {
      const { positions, channels } = shapes.get(node.name) ?? { positions: null, channels: 0 };
      const inputs = node.inputs.map((name) => this.#value(name));
      const inputChannels = node.inputs.map((name) => shapes.get(name)?.channels ?? 0);
      this.#values.set(
        node.name,
        this.#add(node, model, encoding, inputs, inputChannels[0] ?? 0, positions ?? 1, channels),
      );
    }
    this.score = this.#value(model.nodes.at(-1)?.name ?? '');
    this.families = model.familyNode === undefined ? null : this.#value(model.familyNode);
    this.features = this.#value(featureNode(model)?.name ?? '');
  }

  run(): void {
    for (const layer of this.#layers) layer();
  }

  #value(name: string): Float32Array {
    return this.#values.get(name) ?? new Float32Array(0);
  }

  #add(
    node: CompiledNode,
    model: CompiledModel,
    encoding: Encoding,
    inputs: readonly Float32Array[],
    inputChannels: number,
    positions: number,
    channels: number,
  ): Float32Array {
    const weights = (name: string): Float32Array => {
      const tensor = model.tensors[name];
      return tensor === undefined ? new Float32Array(0) : tensorValues(tensor);
    };
    const [input = new Float32Array(0)] = inputs;
    if (node.op === 'codes') return input;
    if (node.op === 'flatten') return input;

    const out = new Float32Array(positions * channels);
    const add = (layer: layers.Layer): Float32Array => {
      this.#layers.push(layer);
      return out;
    };
    switch (node.op) {
      case 'table_conv1d':
        return add(
          layers.tableConvolution(
            node,
            encoding.vocabulary,
            weights(node.tables),
            weights(node.bias),
            this.codes,
            out,
          ),
        );
      case 'ngram_bag':
        return add(this.#ngramBag(node, weights(node.table), out));
      case 'word_cover':
        return add(this.#wordCover(node, weights(node.table), out));
      case 'embedding':
        return add(layers.embedding(channels, weights(node.table), this.codes, out));
      case 'conv1d':
        return add(
          layers.convolution(
            node,
            inputChannels,
            weights(node.kernel),
            weights(node.bias),
            input,
            out,
          ),
        );
      case 'max_pool1d':
        return add(
          layers.maxPool(node.poolSize, node.strides, node.padding ?? 'same', channels, input, out),
        );
      case 'global_max_pool1d':
        return add(layers.globalMaxPool(channels, input, out));
      case 'global_average_pool1d':
        return add(layers.globalSumPool(channels / input.length, channels, input, out));
      case 'global_sum_pool1d':
        return add(layers.globalSumPool(1, channels, input, out));
      case 'concatenate':
        return add(layers.concatenate(positions, inputs, out));
      case 'dense':
        return add(
          layers.dense(
            node.units,
            node.activation,
            weights(node.kernel),
            weights(node.bias),
            input,
            out,
          ),
        );
    }
  }

  #wordCover(
    node: CompiledNode & { op: 'word_cover' },
    table: Float32Array,
    out: Float32Array,
  ): layers.Layer {
    const { codes } = this;
    const windows = { ...node, buckets: table.length };
    const covered = new Uint8Array(codes.length);
    return () => {
      wordCoverage(codes, 0, codes.length, windows, table, covered, out, 0);
    };
  }

  #ngramBag(
    node: CompiledNode & { op: 'ngram_bag' },
    table: Float32Array,
    out: Float32Array,
  ): layers.Layer {
    const { codes } = this;
    const channels = out.length;
    const windows = { ...node, buckets: table.length / channels };
    const buckets = new Uint32Array(codes.length * (node.maximum - node.minimum + 1));
    return () => {
      const count = ngramBuckets(codes, 0, codes.length, windows, buckets);
      out.fill(0);
      for (let i = 0; i < count; i++) {
        const row = (buckets[i] ?? 0) * channels;
        for (let channel = 0; channel < channels; channel++) {
          out[channel] = (out[channel] ?? 0) + (table[row + channel] ?? 0);
        }
      }
      if (node.combine === 'mean' && count > 0) {
        for (let channel = 0; channel < channels; channel++)
          out[channel] = (out[channel] ?? 0) / count;
      }
    };
  }
}
