import type { Encoding } from '@degas/features';

import {
  tensorValues,
  type CompiledModel,
  type CompiledNode,
  type CompiledTensor,
} from '../../format/compiled-model.ts';
import { featureNode } from '../../format/feature-node.ts';
import { networkShapes, type NodeShape } from '../../format/network-shapes.ts';
import { WasmLayout } from './wasm-layout.ts';
import {
  paddingMaxima,
  columnBlocks,
  padded,
  pairBlocks,
  scalesOf,
  TABLE_ROW,
  tableBlocks,
} from './wasm-weights.ts';

/** The words of a record, as `assembly/record.ts` names them. */
const WORDS = [
  'op', 'input', 'output', 'inputRecord', 'positions', 'channels', 'size', 'left', 'blocks', 'table', 'bias',
  'activation', 'blank', 'inputChannels', 'extra', 'inputPositions',
] as const; // prettier-ignore

type OperationRecord = Record<(typeof WORDS)[number], number>;

const OPS = {
  tableConvolution: 1,
  tableConvolutionMax: 2,
  tableConvolutionMaxInt8: 3,
  embedding: 4,
  convolution: 5,
  maxPool: 6,
  globalMaxPool: 7,
  globalSumPool: 8,
  copyColumns: 9,
  dense: 10,
  denseInt8: 11,
  ngramBag: 12,
  ngramBagInt8: 13,
  wordCover: 14,
} as const;

const ACTIVATIONS = { linear: 0, relu: 1, sigmoid: 2 } as const;

/** Sums of int8 weights times integers stay below 2^31 when no integer is above this divided by their number. */
const GREATEST_INT8_SUM = 16_000_000;
/** A layer of few units, such as the score's own, is cheap as it is. */
const LEAST_UNITS_PACKED = 16;

/** Names that the engine takes together, as `assembly/index.ts` has it. */
export const GROUP = 16;

/** Addresses below this stay unused, so that 0 never means anything. */
const CONSTANTS_FROM = 1024;

/** What has to be worked out from the all-padding name's values once they are known. */
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

/** A network laid out for the WASM engine: constants that instances share, and what each instance needs for itself. */
export interface WasmProgram {
  readonly constants: WasmLayout;
  readonly instance: WasmLayout;
  readonly blanks: readonly PaddingTable[];
  readonly packings: readonly DensePacking[];
  readonly program: number;
  /** Records that touch a sequence, which come first; those and what else the score needs, before the family head's; all. */
  readonly sequenceRecords: number;
  readonly scoreRecords: number;
  readonly records: number;
  /** Codes of "outside" on each side of a name's. */
  readonly margin: number;
  readonly tapStride: number;
  /** For each name of a group: table offsets of its codes, and how many of them are padding. */
  readonly offsets: number;
  readonly firsts: number;
  readonly scratch: number;
  readonly scratchStride: number;
  /** Values without positions lie from here on, a row for each name of a group. */
  readonly pooled: number;
  readonly rowStride: number;
  readonly score: number;
  readonly families: number;
  /** Where the values lie that the score is read from, in the first name's row, and how many. */
  readonly features: number;
  readonly featureCount: number;
}

/** Lays `model` out; `home` is where its file lies in the memory, if it does. Constants have absolute addresses, values of an instance have addresses relative to it. */
export function planProgram(
  model: CompiledModel,
  encoding: Encoding,
  home: Uint8Array | null,
): WasmProgram {
  return new ProgramPlan(model, encoding, home).finish();
}

class ProgramPlan {
  readonly #model: CompiledModel;
  readonly #encoding: Encoding;
  readonly #padding: number;
  readonly #shapes: ReadonlyMap<string, NodeShape>;
  readonly #consumers = new Map<string, CompiledNode[]>();
  readonly #constants: WasmLayout;
  readonly #instance = new WasmLayout();
  readonly #blanks: PaddingTable[] = [];
  readonly #packings: DensePacking[] = [];
  readonly #records: OperationRecord[] = [];
  readonly #recordOf = new Map<string, number>();
  readonly #addresses = new Map<string, number>();
  readonly #scratch: number;
  readonly #scratchStride: number;
  readonly #offsets: number;
  readonly #firsts: number;
  readonly #margin: number;
  readonly #rowStride: number;
  /** Hands out the places in a group's first row of values without positions. */
  readonly #row: WasmLayout;
  readonly #pooled: number;
  /** A model with int8 tables promises two digits of its scores; its other weights may be integers too. */
  readonly #isInt8: boolean;
  #sequenceRecords = 0;
  #scoreRecords = 0;

  constructor(model: CompiledModel, encoding: Encoding, home: Uint8Array | null) {
    this.#model = model;
    this.#constants = new WasmLayout(CONSTANTS_FROM, home);
    this.#encoding = encoding;
    const marks = new Set(model.nodes.map((node) => node.op === 'word_cover' && node.table));
    this.#isInt8 = Object.entries(model.tensors).some(
      ([name, tensor]) => 'scales' in tensor && !marks.has(name),
    );
    this.#shapes = networkShapes(model, encoding.vocabulary);
    const blank = new Uint8Array(encoding.length);
    encoding.encodeInto('', blank, 0);
    this.#padding = blank[0] ?? 0;
    for (const node of model.nodes) {
      for (const input of node.inputs)
        this.#consumers.set(input, [...(this.#consumers.get(input) ?? []), node]);
    }
    // Two words of state a record; a concatenation makes a record for each input.
    this.#instance.reserve(8 * model.nodes.reduce((sum, { inputs }) => sum + 1 + inputs.length, 0));
    const sizes = model.nodes.map((node) => {
      if (node.op === 'ngram_bag') return 4 * encoding.length * (node.maximum - node.minimum + 1);
      if (node.op === 'word_cover') return encoding.length;
      return node.op === 'dense' ? 2 * this.#inputShape(node).channels + 32 : 0;
    });
    this.#scratchStride = roundedUp(Math.max(...sizes));
    this.#scratch = this.#instance.reserve(GROUP * this.#scratchStride);
    this.#margin = Math.max(
      1,
      ...model.nodes.map((node) =>
        'kernelSize' in node && node.padding === 'same' ? node.kernelSize : 1,
      ),
    );
    this.#offsets = this.#instance.reserve(4 * GROUP * (encoding.length + 2 * this.#margin));
    this.#firsts = this.#instance.reserve(4 * GROUP);
    const touching = model.nodes.filter((node) => this.#touchesSequence(node));
    for (const node of touching) this.#reserveSequence(node.name);
    const sizesOfRow = model.nodes.map(({ name }) => roundedUp(4 * this.#shape(name).channels));
    this.#rowStride = sizesOfRow.reduce((sum, size) => sum + size, 0);
    this.#pooled = this.#instance.reserve(GROUP * this.#rowStride);
    this.#row = new WasmLayout(this.#pooled);
    for (const node of touching) this.#add(node);
    this.#sequenceRecords = this.#records.length;
    const others = model.nodes.filter((node) => !touching.includes(node));
    const ofScore = ancestors(model.nodes);
    for (const node of others) if (ofScore.has(node.name)) this.#add(node);
    this.#scoreRecords = this.#records.length;
    for (const node of others) if (!ofScore.has(node.name)) this.#add(node);
  }

  finish(): WasmProgram {
    const features = featureNode(this.#model);
    const program = this.#constants.place(
      Int32Array.from(this.#records.flatMap((record) => WORDS.map((word) => record[word]))),
    );
    return {
      constants: this.#constants,
      instance: this.#instance,
      blanks: this.#blanks,
      packings: this.#packings,
      program,
      sequenceRecords: this.#sequenceRecords,
      scoreRecords: this.#scoreRecords,
      records: this.#records.length,
      margin: this.#margin,
      tapStride: (this.#encoding.vocabulary + 1) * TABLE_ROW,
      offsets: this.#offsets,
      firsts: this.#firsts,
      scratch: this.#scratch,
      scratchStride: this.#scratchStride,
      pooled: this.#pooled,
      rowStride: this.#rowStride,
      score: this.#addressOf(this.#model.nodes.at(-1)?.name ?? ''),
      families: this.#model.familyNode === undefined ? 0 : this.#addressOf(this.#model.familyNode),
      features: features === null ? 0 : this.#addressOf(features.name),
      featureCount: features?.units ?? 0,
    };
  }

  #add(node: CompiledNode): void {
    switch (node.op) {
      case 'codes':
        return;
      case 'table_conv1d':
        if (this.#pooledMaximum(node) === undefined) this.#addTableConvolution(node);
        return;
      case 'ngram_bag':
        this.#addNgramBag(node);
        return;
      case 'word_cover': {
        const { data, shape } = this.#tensor(node.table);
        this.#push(node, {
          op: OPS.wordCover,
          size: node.minimum,
          left: node.maximum,
          inputPositions: shape[0] ?? 0,
          extra: node.paddingCode,
          blocks: node.endCode,
          table: this.#constants.place(data),
        });
        return;
      }
      case 'embedding': {
        const table = this.#constants.place(tensorValues(this.#tensor(node.table)));
        this.#push(node, { op: OPS.embedding, table, blank: this.#blankValues(node) });
        return;
      }
      case 'conv1d':
        this.#addConvolution(node);
        return;
      case 'max_pool1d': {
        const { poolSize, strides, padding = 'same' } = node;
        const { positions } = this.#inputShape(node);
        const pooled = this.#shape(node.name).positions ?? 1;
        const missing = Math.max(0, (pooled - 1) * strides + poolSize - (positions ?? 1));
        const left = padding === 'same' ? missing >> 1 : 0;
        this.#push(node, {
          op: OPS.maxPool,
          size: poolSize,
          extra: strides,
          left,
          blank: this.#blankValues(node),
        });
        return;
      }
      case 'global_max_pool1d':
        this.#addGlobalMaxPool(node);
        return;
      case 'global_average_pool1d':
      case 'global_sum_pool1d': {
        const extra = node.op === 'global_average_pool1d' ? 1 : 0;
        this.#push(node, { op: OPS.globalSumPool, extra, blank: this.#blankPooled(node, 'sum') });
        return;
      }
      case 'flatten':
        this.#addressOf(node.name);
        return;
      case 'concatenate':
        this.#addConcatenate(node);
        return;
      case 'dense':
        this.#addDense(node);
        return;
    }
  }

  #addTableConvolution(node: CompiledNode & { op: 'table_conv1d' }): void {
    const tensor = this.#tensor(node.tables);
    const tables = tableBlocks(
      tensor.shape,
      tensorValues(tensor),
      (length) => new Float32Array(length),
    );
    this.#push(node, {
      op: OPS.tableConvolution,
      size: node.kernelSize,
      left: leftPadding(node),
      blocks: Math.ceil(node.filters / 16),
      table: this.#constants.place(tables),
      bias: this.#constants.place(padded(tensorValues(this.#tensor(node.bias)), 16)),
      activation: ACTIVATIONS[node.activation],
      blank: this.#blankValues(node),
    });
  }

  #addGlobalMaxPool(node: CompiledNode & { op: 'global_max_pool1d' }): void {
    const source = this.#fusedSource(node);
    if (source === undefined) {
      this.#push(node, { op: OPS.globalMaxPool, blank: this.#blankPooled(node, 'max') });
      return;
    }
    const tensor = this.#tensor(source.tables);
    const isInt8 = 'scales' in tensor;
    const width = isInt8 ? 32 : 16;
    const blocks = Math.ceil(source.filters / width);
    const positions = this.#shape(source.name).positions ?? 0;
    const tables = isInt8
      ? tableBlocks(tensor.shape, tensor.data, (length) => new Int16Array(length))
      : tableBlocks(tensor.shape, tensor.data, (length) => new Float32Array(length));
    const maxima = (out: Float32Array | Int16Array, lowest: number): Float32Array | Int16Array => {
      const { length, vocabulary } = this.#encoding;
      return paddingMaxima(
        tables,
        out,
        source.kernelSize,
        vocabulary + 1,
        leftPadding(source),
        length,
        this.#padding,
        lowest,
      );
    };
    const size = (positions + 1) * blocks * width;
    this.#push(node, {
      op: isInt8 ? OPS.tableConvolutionMaxInt8 : OPS.tableConvolutionMax,
      positions,
      size: source.kernelSize,
      left: leftPadding(source),
      blocks,
      table: this.#constants.place(tables),
      bias: this.#constants.place(padded(tensorValues(this.#tensor(source.bias)), width)),
      activation: ACTIVATIONS[source.activation],
      blank: this.#constants.place(
        isInt8 ? maxima(new Int16Array(size), -32768) : maxima(new Float32Array(size), -Infinity),
      ),
      extra: isInt8 ? this.#constants.place(padded(scalesOf(tensor, source.filters), width)) : 0,
    });
  }

  #addNgramBag(node: CompiledNode & { op: 'ngram_bag' }): void {
    const tensor = this.#tensor(node.table);
    const [buckets = 0, channels = 0] = tensor.shape;
    const isInt8 = 'scales' in tensor && channels % 16 === 0;
    this.#push(node, {
      op: isInt8 ? OPS.ngramBagInt8 : OPS.ngramBag,
      size: node.minimum,
      left: node.maximum,
      inputPositions: buckets,
      extra: node.paddingCode,
      activation: node.combine === 'mean' ? 1 : 0,
      table: this.#constants.place(isInt8 ? tensor.data : tensorValues(tensor)),
      bias: isInt8 ? this.#constants.place(scalesOf(tensor, channels)) : 0,
    });
  }

  #addConvolution(node: CompiledNode & { op: 'conv1d' }): void {
    const { channels } = this.#inputShape(node);
    const kernel = tensorValues(this.#tensor(node.kernel));
    this.#push(node, {
      op: OPS.convolution,
      size: node.kernelSize,
      left: leftPadding(node),
      blocks: Math.ceil(node.filters / 8),
      table: this.#constants.place(
        columnBlocks(node.kernelSize * channels, node.filters, 8, kernel),
      ),
      bias: this.#constants.place(padded(tensorValues(this.#tensor(node.bias)), 8)),
      activation: ACTIVATIONS[node.activation],
      blank: this.#blankValues(node),
    });
  }

  #addDense(node: CompiledNode & { op: 'dense' }): void {
    const { units } = node;
    const { channels } = this.#inputShape(node);
    const tensor = this.#tensor(node.kernel);
    const bias = tensorValues(this.#tensor(node.bias));
    const activation = ACTIVATIONS[node.activation];
    const sequence = this.#flattened(node);
    if ('scales' in tensor && sequence === null) {
      this.#push(node, {
        op: OPS.denseInt8,
        size: channels,
        left: Math.min(32_767, Math.floor(GREATEST_INT8_SUM / channels)),
        blocks: Math.ceil(units / 16),
        table: this.#constants.place(pairBlocks(channels, units, tensor.data)),
        bias: this.#constants.place(padded(bias, 16)),
        extra: this.#constants.place(padded(scalesOf(tensor, units), 16)),
        activation,
      });
      return;
    }
    const width = Math.ceil(units / 16) * 16;
    if (this.#isInt8 && sequence === null && units >= LEAST_UNITS_PACKED) {
      this.#packings.push({
        record: this.#records.length,
        source: this.#constants.place(tensorValues(tensor)),
        inputs: channels,
        units,
      });
      this.#push(node, {
        op: OPS.denseInt8,
        size: channels,
        blocks: width / 16,
        table: this.#constants.reserve(2 * width * (channels + (channels % 2))),
        bias: this.#constants.place(padded(bias, 16)),
        extra: this.#constants.reserve(4 * width),
        activation,
      });
      return;
    }
    const weights = columnBlocks(channels, units, 16, tensorValues(tensor));
    const start = new Float32Array(width * ((sequence?.positions ?? 0) + 1));
    start.set(bias);
    const at = this.#constants.place(start);
    if (sequence !== null) {
      this.#blanks.push({
        kind: 'dense',
        at,
        from: this.#addressOf(node.inputs[0] ?? ''),
        ...sequence,
        weights,
        width,
      });
    }
    this.#push(node, {
      op: OPS.dense,
      inputRecord: sequence?.record ?? -1,
      inputChannels: sequence?.channels ?? channels,
      size: channels,
      blocks: width / 16,
      table: this.#constants.place(weights),
      bias: at,
      activation,
    });
  }

  #addConcatenate(node: CompiledNode & { op: 'concatenate' }): void {
    const { channels } = this.#shape(node.name);
    let column = 0;
    for (const name of node.inputs) {
      const input = this.#shape(name);
      const output = this.#addressOf(node.name) + 4 * column;
      if (output !== this.#addressOf(name)) {
        const extra = 4 * channels;
        this.#push(node, {
          op: OPS.copyColumns,
          input: this.#addressOf(name),
          output,
          inputRecord: -1,
          inputChannels: input.channels,
          extra,
        });
        this.#recordOf.delete(node.name);
      }
      column += input.channels;
    }
  }

  /** The global maximum that is all that is asked of a convolution: then the two are one operation. */
  #pooledMaximum(node: CompiledNode): CompiledNode | undefined {
    const [consumer, ...others] = this.#consumers.get(node.name) ?? [];
    return consumer?.op === 'global_max_pool1d' && others.length === 0 ? consumer : undefined;
  }

  /** The sequence that a dense layer reads whole, if it does and its first positions may be known beforehand. */
  #flattened(node: CompiledNode): { positions: number; channels: number; record: number } | null {
    const flatten = this.#model.nodes.find(({ name }) => name === node.inputs[0]);
    if (flatten?.op !== 'flatten') return null;
    const { positions, channels } = this.#inputShape(flatten);
    const record = this.#recordOf.get(flatten.inputs[0] ?? '');
    return positions === null || record === undefined ? null : { positions, channels, record };
  }

  #blankValues(node: CompiledNode): number {
    const { positions, channels } = this.#shape(node.name);
    const size = 4 * (positions ?? 1) * channels;
    const at = this.#constants.reserve(size);
    this.#blanks.push({ kind: 'values', at, from: this.#addressOf(node.name), size });
    return at;
  }

  #blankPooled(node: CompiledNode, kind: 'max' | 'sum'): number {
    const { positions, channels } = this.#inputShape(node);
    const start = new Float32Array(((positions ?? 1) + 1) * channels).fill(
      kind === 'max' ? -Infinity : 0,
    );
    const at = this.#constants.place(start);
    this.#blanks.push({
      kind,
      at,
      from: this.#addressOf(node.inputs[0] ?? ''),
      positions: positions ?? 1,
      channels,
    });
    return at;
  }

  #push(node: CompiledNode, words: Partial<OperationRecord> & { readonly op: number }): void {
    const { positions, channels } = this.#shape(node.name);
    const input = this.#inputShape(node);
    const readsCodes =
      this.#model.nodes.find(({ name }) => name === node.inputs[0])?.op === 'codes';
    this.#recordOf.set(node.name, this.#records.length);
    this.#records.push({
      input:
        readsCodes ||
        words.op === OPS.tableConvolutionMax ||
        words.op === OPS.tableConvolutionMaxInt8
          ? 0
          : this.#addressOf(node.inputs[0] ?? ''),
      output: this.#addressOf(node.name),
      inputRecord: this.#recordOf.get(node.inputs[0] ?? '') ?? -1,
      positions: positions ?? 1,
      channels,
      size: 0,
      left: 0,
      blocks: 0,
      table: 0,
      bias: 0,
      activation: 0,
      blank: 0,
      inputChannels: input.channels,
      extra: 0,
      inputPositions: input.positions ?? 1,
      ...words,
    });
  }

  /** Where a node's value lies: its own place, within the concatenation that takes it, or where the flattened one is. */
  #addressOf(name: string): number {
    const known = this.#addresses.get(name);
    if (known !== undefined) return known;
    const address = this.#assign(name);
    this.#addresses.set(name, address);
    return address;
  }

  #assign(name: string): number {
    const node = this.#model.nodes.find((each) => each.name === name);
    if (node?.op === 'flatten') return this.#addressOf(node.inputs[0] ?? '');
    const { positions, channels } = this.#shape(name);
    const consumers = this.#consumers.get(name) ?? [];
    const joining = consumers.find(({ op }) => op === 'concatenate');
    if (positions === null && joining?.inputs.filter((input) => input === name).length === 1) {
      const before = joining.inputs.slice(0, joining.inputs.indexOf(name));
      return (
        this.#addressOf(joining.name) +
        4 * before.reduce((sum, input) => sum + this.#shape(input).channels, 0)
      );
    }
    return positions === null ? this.#row.reserve(4 * channels) : this.#reserveSequence(name);
  }

  /** Sequences lie before the rows of other values; by where a value lies, the engine knows which it is. */
  #reserveSequence(name: string): number {
    const known = this.#addresses.get(name);
    const { positions, channels } = this.#shape(name);
    if (known !== undefined || positions === null) return known ?? 0;
    // A convolution reads zeros on both sides of its input.
    const consumers = this.#consumers.get(name) ?? [];
    const margin =
      4 *
      channels *
      Math.max(0, ...consumers.map((each) => (each.op === 'conv1d' ? each.kernelSize : 0)));
    const address = this.#instance.reserve(4 * positions * channels + 2 * margin) + margin;
    this.#addresses.set(name, address);
    return address;
  }

  /** Whether a node reads or makes a value with positions; a fused maximum reads codes, and its sequence is never made. */
  #touchesSequence(node: CompiledNode): boolean {
    if (node.op === 'codes') return false;
    if (node.op === 'table_conv1d') return this.#pooledMaximum(node) === undefined;
    if (node.op === 'global_max_pool1d') return this.#fusedSource(node) === undefined;
    return this.#isSequence(node.name) || node.inputs.some((input) => this.#isSequence(input));
  }

  /** Whether a value lies where a sequence does: it is one, or one flattened. */
  #isSequence(name: string): boolean {
    const node = this.#model.nodes.find((each) => each.name === name);
    if (node === undefined || node.op === 'codes') return false;
    if (node.op === 'flatten') return this.#isSequence(node.inputs[0] ?? '');
    return this.#shape(name).positions !== null;
  }

  /** The convolution whose maximum a pooling node is, where the two are one operation. */
  #fusedSource(
    node: CompiledNode & { op: 'global_max_pool1d' },
  ): (CompiledNode & { op: 'table_conv1d' }) | undefined {
    const source = this.#model.nodes.find(({ name }) => name === node.inputs[0]);
    return source?.op === 'table_conv1d' && this.#pooledMaximum(source) === node
      ? source
      : undefined;
  }

  #inputShape(node: CompiledNode): NodeShape {
    return node.inputs[0] === undefined
      ? { positions: null, channels: 0 }
      : this.#shape(node.inputs[0]);
  }

  #shape(name: string): NodeShape {
    return this.#shapes.get(name) ?? { positions: null, channels: 0 };
  }

  #tensor(name: string): CompiledTensor {
    return this.#model.tensors[name] ?? { shape: [], data: new Float32Array(0) };
  }
}

function leftPadding({
  kernelSize,
  padding,
}: {
  kernelSize: number;
  padding: 'same' | 'valid';
}): number {
  return padding === 'same' ? (kernelSize - 1) >> 1 : 0;
}

/** The names of the nodes that the last one's value comes of, with its own. */
function ancestors(nodes: readonly CompiledNode[]): ReadonlySet<string> {
  const names = new Set([nodes.at(-1)?.name ?? '']);
  for (const { name, inputs } of nodes.toReversed()) {
    if (names.has(name)) for (const input of inputs) names.add(input);
  }
  return names;
}

function roundedUp(size: number): number {
  return Math.ceil(size / 64) * 64;
}
