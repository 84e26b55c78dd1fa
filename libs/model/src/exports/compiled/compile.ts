import { DOT_CODE, PADDING_CODE, type Encoding } from '@degas/features';
import type {
  Activation,
  CompiledModel,
  CompiledNode,
  CompiledTensor,
  OperatingPoint,
} from '@degas/inference';
import type * as tf from '@tensorflow/tfjs';

import { toInt8, toInt8Columns, wholeNumbers } from '../../graph/int8.ts';
import { readNetwork, type NetworkGraph, type NetworkNode } from '../../graph/network-graph.ts';
import type { Weight } from '../../graph/operations.ts';
import { unsupported } from '../../graph/read-layer.ts';
import { FAMILIES } from '../../training/family-head.ts';
import { foldTables } from './fold-tables.ts';

/** What the compiled form says besides the network. */
export interface CompileInfo {
  readonly name: string;
  readonly version: number;
  readonly encoding: Encoding;
  readonly labels: readonly [string, string];
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly families: readonly string[];
  /** The network with its family head; without it verdicts name no family. */
  readonly familyModel?: tf.LayersModel;
}

/**
 * The compiled form of a network, which `@degas/inference` runs: scores as the layers model's within 1e-5. An
 * embedding before a convolution folds into look-up tables for the encoding's vocabulary alone. A layer that the
 * engine can't run (an LSTM, say) is a `MODEL_UNSUPPORTED_LAYER` that names it.
 *
 * A network with n-gram bags, whose tables are int8, gets int8 look-up tables too: half as much again in speed, scores
 * within 1e-2 of the layers model's.
 */
export function compile(model: tf.LayersModel, info: CompileInfo): CompiledModel {
  const { encoding } = info;
  const families = info.familyModel?.getLayer(FAMILIES).output as tf.SymbolicTensor | undefined;
  const compiler = new Compiler(readNetwork(model, families), encoding);
  return {
    name: info.name,
    version: info.version,
    encoding: { name: encoding.name, version: encoding.version, length: encoding.length },
    nodes: compiler.nodes,
    tensors: compiler.tensors,
    labels: info.labels,
    threshold: info.threshold,
    operatingPoints: info.operatingPoints,
    families: info.families,
    ...(info.familyModel ? { familyNode: FAMILIES } : {}),
  };
}

/** A `thresholded_relu` this close to zero is a ReLU within the promised 1e-5 (Keras models of the field use 1e-6). */
const NEGLIGIBLE_THRESHOLD = 1e-6;

class Compiler {
  readonly nodes: CompiledNode[] = [];
  readonly tensors: Record<string, CompiledTensor> = {};
  readonly #encoding: Encoding;
  readonly #isInt8: boolean;
  readonly #byId = new Map<string, NetworkNode>();
  readonly #consumers = new Map<string, NetworkNode[]>();
  /** The compiled node that holds a network node's value, where that is another one. */
  readonly #mergedInto = new Map<string, string>();

  constructor(graph: NetworkGraph, encoding: Encoding) {
    this.#encoding = encoding;
    this.#isInt8 = graph.nodes.some(({ op }) => op === 'ngram_bag');
    for (const node of graph.nodes) {
      this.#byId.set(node.id, node);
      for (const input of node.inputs) {
        this.#consumers.set(input, [...(this.#consumers.get(input) ?? []), node]);
      }
    }
    for (const node of graph.nodes) this.#add(node, graph);
  }

  #add(node: NetworkNode, graph: NetworkGraph): void {
    const { id: name } = node;
    const inputs = node.inputs.map((input) => this.#mergedInto.get(input) ?? input);
    switch (node.op) {
      case 'input':
        if (graph.length !== this.#encoding.length || node.dtype !== 'int32') {
          const expected = `the ${this.#encoding.length} codes of encoding '${this.#encoding.name}' ${this.#encoding.version}`;
          throw unsupported(
            { name: node.layer },
            `takes ${graph.length} ${node.dtype} numbers`,
            expected,
          );
        }
        this.nodes.push({ name, inputs, op: 'codes' });
        break;
      case 'embedding':
        this.#addEmbedding(node, inputs);
        break;
      case 'ngram_bag': {
        const { minimum, maximum, table } = node;
        this.tensors[`${name}/table`] = toInt8(table);
        this.nodes.push({
          name,
          inputs,
          op: 'ngram_bag',
          minimum,
          maximum,
          paddingCode: PADDING_CODE,
          combine: 'sum',
          table: `${name}/table`,
        });
        break;
      }
      case 'word_cover': {
        const { minimum, maximum, table } = node;
        this.tensors[`${name}/table`] = wholeNumbers(table);
        this.nodes.push({
          name,
          inputs,
          op: 'word_cover',
          minimum,
          maximum,
          paddingCode: PADDING_CODE,
          endCode: DOT_CODE,
          table: `${name}/table`,
        });
        break;
      }
      case 'conv1d':
        this.#addConvolution(node, inputs);
        break;
      case 'dense': {
        if (node.shape.length !== 1)
          throw unsupportedNode(node, 'one row of numbers before it (flatten or pool)');
        const kernel = this.#tensor(`${name}/kernel`, node.kernel);
        const bias = this.#tensor(`${name}/bias`, node.bias);
        const activation = this.#takeActivation(node);
        this.nodes.push({
          name,
          inputs,
          op: 'dense',
          units: node.shape[0] ?? 0,
          activation,
          kernel,
          bias,
        });
        break;
      }
      case 'max_pool1d': {
        const { poolSize, strides, padding } = node;
        this.nodes.push({ name, inputs, op: 'max_pool1d', poolSize, strides, padding });
        break;
      }
      case 'global_pool1d':
        this.nodes.push({ name, inputs, op: `global_${node.pool}_pool1d` });
        break;
      case 'flatten':
      case 'concatenate':
        this.nodes.push({ name, inputs, op: node.op });
        break;
      case 'activation':
        if (!this.#mergedInto.has(name)) {
          throw unsupportedNode(
            node,
            'relu or sigmoid directly after a convolution or dense layer',
          );
        }
        break;
      case 'add':
      case 'lstm':
        throw unsupportedNode(
          node,
          'embedding, convolution, pooling, dense and concatenation layers',
        );
    }
  }

  #addEmbedding(node: NetworkNode & { op: 'embedding' }, inputs: string[]): void {
    const [rows = 0] = node.table.shape;
    if (rows < this.#encoding.vocabulary) {
      const expected = `a row for each of the ${this.#encoding.vocabulary} codes of encoding '${this.#encoding.name}'`;
      throw unsupported({ name: node.layer }, `has ${rows} rows`, expected);
    }
    const consumers = this.#consumers.get(node.id) ?? [];
    if (consumers.every(isFoldable)) return;
    this.nodes.push({
      name: node.id,
      inputs,
      op: 'embedding',
      table: this.#tensor(`${node.id}/table`, firstRows(node.table, this.#encoding.vocabulary)),
    });
  }

  #addConvolution(node: NetworkNode & { op: 'conv1d' }, inputs: string[]): void {
    if (node.strides !== 1 || node.dilation !== 1)
      throw unsupportedNode(node, 'strides and dilation of 1');
    const { id: name, padding } = node;
    const [kernelSize = 0, , filters = 0] = node.kernel.shape;
    const source = this.#byId.get(node.inputs[0] ?? '');
    const bias = this.#tensor(`${name}/bias`, node.bias);
    const activation = this.#takeActivation(node);
    const shared = { name, kernelSize, filters, padding, activation, bias };
    if (source?.op === 'embedding') {
      const folded = foldTables(source.table, node.kernel, this.#encoding.vocabulary);
      const tables = this.#tensor(`${name}/tables`, folded);
      if (this.#isInt8) this.tensors[tables] = toInt8Columns(folded);
      this.nodes.push({ ...shared, inputs: [...source.inputs], op: 'table_conv1d', tables });
    } else {
      const kernel = this.#tensor(`${name}/kernel`, node.kernel);
      this.nodes.push({ ...shared, inputs, op: 'conv1d', kernel });
    }
  }

  /** The activation that follows `node` alone becomes part of it. */
  #takeActivation(node: NetworkNode): Activation {
    const [next, ...others] = this.#consumers.get(node.id) ?? [];
    if (next?.op !== 'activation' || others.length > 0) return 'linear';
    const isRelu =
      next.activation === 'relu' ||
      (next.activation === 'thresholded_relu' && Math.abs(next.threshold) <= NEGLIGIBLE_THRESHOLD);
    if (!isRelu && next.activation !== 'sigmoid') return 'linear';
    this.#mergedInto.set(next.id, node.id);
    return isRelu ? 'relu' : 'sigmoid';
  }

  #tensor(name: string, { shape, data }: Weight): string {
    this.tensors[name] = { shape, data };
    return name;
  }
}

function isFoldable(node: NetworkNode): boolean {
  return node.op === 'conv1d' && node.strides === 1 && node.dilation === 1;
}

function firstRows(table: Weight, rows: number): Weight {
  const columns = table.shape[1] ?? 0;
  return { shape: [rows, columns], data: table.data.slice(0, rows * columns) };
}

function unsupportedNode(node: NetworkNode, expected: string): Error {
  const what = node.op === 'activation' ? `the activation ${node.activation}` : node.op;
  return unsupported({ name: node.layer }, `is ${what} (value [${node.shape.join()}])`, expected);
}
