import type { Encoding } from '@degas/features';

import {
  tensorValues,
  type CompiledModel,
  type CompiledNode,
  type CompiledTensor,
} from '../../format/compiled-model.ts';
import { NetworkTopology } from './network-topology.ts';
import { GROUP, operationCodes, recordWords, type OperationRecord } from './operations.ts';
import type { WindowHashes } from './plan-window-hashes.ts';
import { ValueLayout } from './value-layout.ts';
import { WasmLayout } from './wasm-layout.ts';

/** What has to be computed from the all-padding name's values once they are known. */
export type PaddingTable = { readonly at: number; readonly from: number } & (
  | { readonly kind: 'values'; readonly size: number }
  | { readonly kind: 'max' | 'sum'; readonly positions: number; readonly channels: number }
  | {
      readonly kind: 'dense';
      readonly positions: number;
      readonly channels: number;
      readonly weights: Float32Array;
      readonly width: number;
    }
);

/** A dense layer's weights as they are in the model, for the engine to pack; `record` is the layer's. */
export interface DensePacking {
  readonly record: number;
  readonly source: number;
  readonly inputs: number;
  readonly units: number;
}

/** Addresses below this stay unused, so that 0 never means anything. */
const CONSTANTS_FROM = 1024;

/** Collects a network's operations, constants and places; the planners of each kind of layer write into it. */
export class ProgramBuilder {
  readonly model: CompiledModel;
  readonly encoding: Encoding;
  readonly topology: NetworkTopology;
  readonly paddingCode: number;
  /** A model with int8 tables promises two digits of its scores; its other weights may be integers too. */
  readonly isInt8: boolean;
  readonly constants: WasmLayout;
  readonly instance = new WasmLayout();
  readonly values: ValueLayout;
  readonly records: OperationRecord[] = [];
  readonly paddingTables: PaddingTable[] = [];
  readonly packings: DensePacking[] = [];
  /** Set before the nodes that read them are planned. */
  windowHashes: WindowHashes | null = null;
  readonly scratch: number;
  readonly scratchStride: number;
  readonly offsets: number;
  readonly firsts: number;
  /** Codes of "outside" on each side of a name's codes. */
  readonly margin: number;
  readonly #recordOf = new Map<string, number>();

  /** `modelFile` is the model's file where that is in the memory already. */
  constructor(model: CompiledModel, encoding: Encoding, modelFile: Uint8Array | null) {
    this.model = model;
    this.encoding = encoding;
    this.topology = new NetworkTopology(model, encoding.vocabulary);
    this.isInt8 = hasInt8Weights(model);
    this.paddingCode = paddingCodeOf(encoding);
    this.constants = new WasmLayout(CONSTANTS_FROM, modelFile);
    // Two words of state a record; a concatenation makes a record for each input, and one is for hashes.
    this.instance.reserve(8 * model.nodes.reduce((sum, { inputs }) => sum + 1 + inputs.length, 1));
    const sizes = model.nodes.map((node) => this.#scratchSize(node));
    this.scratchStride = Math.ceil(Math.max(...sizes) / 64) * 64;
    // One for each name of a group, and one that they use in turn.
    this.scratch = this.instance.reserve((GROUP + 1) * this.scratchStride);
    const reaches = model.nodes.map((node) =>
      'kernelSize' in node && node.padding === 'same' ? node.kernelSize : 1,
    );
    this.margin = Math.max(1, ...reaches);
    this.offsets = this.instance.reserve(4 * GROUP * (encoding.length + 2 * this.margin));
    this.firsts = this.instance.reserve(4 * GROUP);
    this.values = new ValueLayout(this.topology, this.instance);
  }

  tensor(name: string): CompiledTensor {
    return this.model.tensors[name] ?? { shape: [], data: new Float32Array(0) };
  }

  weights(name: string): Float32Array {
    return tensorValues(this.tensor(name));
  }

  /** Adds the operation that computes `node`; words that are not given follow from its shapes. */
  push(node: CompiledNode, words: Partial<OperationRecord> & { readonly op: number }): void {
    const [input = ''] = node.inputs;
    const { positions, channels } = this.topology.shape(node.name);
    const inputShape = this.topology.inputShape(node);
    const inputRecord = this.#recordOf.get(input) ?? -1;
    this.#recordOf.set(node.name, this.records.length);
    this.pushRecord({
      input: this.#readsCodes(node, words.op) ? 0 : this.values.addressOf(input),
      output: this.values.addressOf(node.name),
      inputRecord,
      positions: positions ?? 1,
      channels,
      inputChannels: inputShape.channels,
      inputPositions: inputShape.positions ?? 1,
      ...words,
    });
  }

  /** Adds an operation as it is; words that are not given are 0. */
  pushRecord(words: Partial<OperationRecord>): void {
    const zeros = Object.fromEntries(recordWords.map((word) => [word, 0])) as OperationRecord;
    this.records.push({ ...zeros, ...words });
  }

  /** Reserves `size` bytes of an instance for each name of a group; returns the first name's. */
  reserveEach(size: number): number {
    return this.instance.reserve(GROUP * size);
  }

  /** Returns the words by which a node reads the hashes of windows, where it does. */
  hashWords({ name }: CompiledNode): Partial<OperationRecord> {
    const { windowHashes: hashes } = this;
    if (hashes?.readers.has(name) !== true) return {};
    return { input: hashes.at, inputChannels: hashes.row, blank: hashes.stride };
  }

  /** Returns which record computes a node's value, or null where none does by itself. */
  recordOf(name: string): number | null {
    return this.#recordOf.get(name) ?? null;
  }

  /** Called for a node whose value takes several records: no prefix of it is known from one of them. */
  forgetRecordOf(name: string): void {
    this.#recordOf.delete(name);
  }

  /** Reserves a constant for the all-padding name's values of a sequence. */
  paddingValues(node: CompiledNode): number {
    const { positions, channels } = this.topology.shape(node.name);
    const size = 4 * (positions ?? 1) * channels;
    const at = this.constants.reserve(size);
    this.paddingTables.push({
      kind: 'values',
      at,
      from: this.values.addressOf(node.name),
      size,
    });
    return at;
  }

  /** Reserves a constant for the maxima or sums over the first positions of the all-padding name's input. */
  paddingPooled(node: CompiledNode, kind: 'max' | 'sum'): number {
    const { positions, channels } = this.topology.inputShape(node);
    const start = new Float32Array(((positions ?? 1) + 1) * channels);
    start.fill(kind === 'max' ? -Infinity : 0);
    const at = this.constants.place(start);
    const from = this.values.addressOf(node.inputs[0] ?? '');
    this.paddingTables.push({ kind, at, from, positions: positions ?? 1, channels });
    return at;
  }

  #readsCodes(node: CompiledNode, op: number): boolean {
    return (
      op === operationCodes.tableConvolutionMax ||
      op === operationCodes.tableConvolutionMaxInt8 ||
      this.topology.inputNode(node)?.op === 'codes'
    );
  }

  /** Returns the bytes that an operation needs for each name while it runs. */
  #scratchSize(node: CompiledNode): number {
    const { length } = this.encoding;
    if (node.op === 'ngram_bag')
      return 4 * Math.max(length + node.maximum + 4, length * (node.maximum - node.minimum + 1));
    if (node.op === 'word_cover') return 4 * (length + node.maximum + 4);
    // A scale, and eight bytes for each pair of inputs and two more.
    return node.op === 'dense' ? 4 * this.topology.inputShape(node).channels + 64 : 0;
  }
}

function hasInt8Weights({ nodes, tensors }: CompiledModel): boolean {
  // The marks of a word cover are integers in every model.
  const marks = new Set(nodes.map((node) => node.op === 'word_cover' && node.table));
  return Object.entries(tensors).some(([name, tensor]) => 'scales' in tensor && !marks.has(name));
}

function paddingCodeOf(encoding: Encoding): number {
  const codes = new Uint8Array(encoding.length);
  encoding.encodeInto('', codes, 0);
  return codes[0] ?? 0;
}
