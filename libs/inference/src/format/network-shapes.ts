import { InferenceError } from '../errors.ts';
import type { CompiledModel, CompiledNode, CompiledTensor } from './compiled-model.ts';

/** The size of a node's value; `positions` is null once time is pooled or flattened away. */
export interface NodeShape {
  readonly positions: number | null;
  readonly channels: number;
}

/** No network of this field comes near; a damaged or hostile file must not make the engine ask for all memory. */
const MAX_VALUE_SIZE = 2 ** 24;
const MAX_NODES = 1000;

/**
 * The shape of every node's value, by name, in order of evaluation. Throws INFERENCE_INVALID_MODEL where a tensor
 * does not fit its node, a node does not fit its inputs, or the last value is not one number.
 */
export function networkShapes(
  model: Pick<CompiledModel, 'nodes' | 'tensors' | 'encoding' | 'families' | 'familyNode'>,
  vocabulary: number,
): ReadonlyMap<string, NodeShape> {
  if (model.nodes.length > MAX_NODES)
    throw invalid(`has ${model.nodes.length} nodes`, `up to ${MAX_NODES}`);
  const shapes = new Map<string, NodeShape>();
  const codeNodes = new Set<string>();
  for (const node of model.nodes) {
    if (shapes.has(node.name)) throw invalid(`has two nodes '${node.name}'`, 'a name for each');
    const inputs = node.inputs.map((name) => {
      const input = shapes.get(name);
      if (input === undefined)
        throw invalid(`node '${node.name}' reads '${name}'`, 'an earlier node');
      return input;
    });
    if (node.op === 'codes') codeNodes.add(node.name);
    const readsCodes = node.inputs.some((name) => codeNodes.has(name));
    const wantsCodes = ['table_conv1d', 'embedding', 'ngram_bag', 'word_cover'].includes(node.op);
    if (readsCodes !== wantsCodes) {
      throw invalid(
        `node '${node.name}' (${node.op}) reads ${node.inputs.join()}`,
        wantsCodes ? 'codes' : 'numbers, not codes',
      );
    }
    const shape = new ShapeRules(model.tensors, model.encoding.length, vocabulary).of(node, inputs);
    if ((shape.positions ?? 1) * shape.channels > MAX_VALUE_SIZE || !(shape.channels > 0)) {
      throw invalid(
        `node '${node.name}' has ${shape.positions ?? 1} × ${shape.channels} values`,
        `1 to ${MAX_VALUE_SIZE}`,
      );
    }
    shapes.set(node.name, shape);
  }
  const last = shapes.get(model.nodes.at(-1)?.name ?? '');
  if (last?.positions !== null || last.channels !== 1)
    throw invalid('ends in another value', 'one number, the score');
  if (model.familyNode !== undefined) {
    const head = shapes.get(model.familyNode);
    if (head?.positions !== null || head.channels !== model.families.length) {
      throw invalid(
        `has the family node '${model.familyNode}'`,
        `a node of ${model.families.length} numbers, one a family`,
      );
    }
  }
  return shapes;
}

class ShapeRules {
  readonly #tensors: CompiledModel['tensors'];
  readonly #length: number;
  readonly #vocabulary: number;

  constructor(tensors: CompiledModel['tensors'], length: number, vocabulary: number) {
    this.#tensors = tensors;
    this.#length = length;
    this.#vocabulary = vocabulary;
  }

  of(node: CompiledNode, inputs: readonly NodeShape[]): NodeShape {
    switch (node.op) {
      case 'codes':
        if (inputs.length > 0)
          throw invalid(`node '${node.name}' reads other nodes`, 'none before the codes');
        return { positions: this.#length, channels: 1 };
      case 'table_conv1d': {
        const { positions } = this.#sequence(node, inputs);
        this.#expect(node, node.tables, [node.kernelSize, this.#vocabulary, node.filters]);
        this.#expect(node, node.bias, [node.filters]);
        return { positions: slide(node, positions), channels: node.filters };
      }
      case 'ngram_bag': {
        this.#sequence(node, inputs);
        const [buckets = 0, channels = 0] = this.#tensor(node, node.table).shape;
        this.#expect(node, node.table, [buckets, channels]);
        if (
          !Number.isInteger(Math.log2(buckets)) ||
          node.minimum < 1 ||
          node.maximum < node.minimum
        ) {
          throw invalid(
            `node '${node.name}' hashes ${node.minimum} to ${node.maximum} codes into ${buckets}`,
            'a power of two',
          );
        }
        return { positions: null, channels };
      }
      case 'word_cover': {
        this.#sequence(node, inputs);
        const { minimum, maximum, table } = node;
        const tensor = this.#tensor(node, table);
        const [buckets = 0] = tensor.shape;
        this.#expect(node, table, [buckets]);
        // A word's length has to fit in a byte, a slot in the bits that its mark leaves.
        const isRight = minimum >= 1 && maximum >= minimum && maximum <= this.#length;
        if (!isRight || !Number.isInteger(Math.log2(buckets)) || buckets > 2 ** 26) {
          throw invalid(
            `node '${node.name}' looks for ${minimum} to ${maximum} codes in ${buckets} slots`,
            `1 to ${this.#length} codes, a power of two up to 2^26`,
          );
        }
        if (!('scales' in tensor) || tensor.scales[0] !== 1) {
          throw invalid(`tensor '${table}' holds no marks`, 'int8 with a scale of 1');
        }
        return { positions: null, channels: maximum - minimum + 1 };
      }
      case 'embedding': {
        const { positions } = this.#sequence(node, inputs);
        const channels = this.#tensor(node, node.table).shape[1] ?? 0;
        this.#expect(node, node.table, [this.#vocabulary, channels]);
        return { positions, channels };
      }
      case 'conv1d': {
        const { positions, channels } = this.#sequence(node, inputs);
        this.#expect(node, node.kernel, [node.kernelSize, channels, node.filters]);
        this.#expect(node, node.bias, [node.filters]);
        return { positions: slide(node, positions), channels: node.filters };
      }
      case 'max_pool1d': {
        const { positions, channels } = this.#sequence(node, inputs);
        const { poolSize, strides, padding = 'same' } = node;
        if (poolSize < 1 || strides < 1)
          throw invalid(`node '${node.name}' pools ${poolSize} by ${strides}`, '1 or more');
        const pooled =
          padding === 'same'
            ? Math.ceil(positions / strides)
            : Math.floor((positions - poolSize) / strides) + 1;
        if (pooled < 1)
          throw invalid(`node '${node.name}' pools ${poolSize} of ${positions} positions`, 'fewer');
        return { positions: pooled, channels };
      }
      case 'global_max_pool1d':
      case 'global_average_pool1d':
      case 'global_sum_pool1d':
        return { positions: null, channels: this.#sequence(node, inputs).channels };
      case 'flatten': {
        const { positions, channels } = single(node, inputs);
        return { positions: null, channels: (positions ?? 1) * channels };
      }
      case 'concatenate': {
        const positions = inputs[0]?.positions;
        if (positions === undefined || inputs.some((input) => input.positions !== positions)) {
          throw invalid(
            `node '${node.name}' joins values of ${inputs.map((input) => input.positions).join()} positions`,
            'like ones',
          );
        }
        return { positions, channels: inputs.reduce((sum, input) => sum + input.channels, 0) };
      }
      case 'dense': {
        const { positions, channels } = single(node, inputs);
        if (positions !== null)
          throw invalid(
            `node '${node.name}' reads ${positions} positions`,
            'pooled or flattened values',
          );
        this.#expect(node, node.kernel, [channels, node.units]);
        this.#expect(node, node.bias, [node.units]);
        return { positions: null, channels: node.units };
      }
    }
  }

  #sequence(
    node: CompiledNode,
    inputs: readonly NodeShape[],
  ): NodeShape & { readonly positions: number } {
    const { positions, channels } = single(node, inputs);
    if (positions === null)
      throw invalid(`node '${node.name}' reads a value without positions`, 'one with');
    return { positions, channels };
  }

  #tensor(node: CompiledNode, name: string): CompiledTensor {
    const tensor = Object.hasOwn(this.#tensors, name) ? this.#tensors[name] : undefined;
    if (tensor === undefined)
      throw invalid(`node '${node.name}' uses tensor '${name}'`, 'a tensor of the model');
    return tensor;
  }

  #expect(node: CompiledNode, name: string, shape: readonly number[]): void {
    const tensor = this.#tensor(node, name);
    if (
      tensor.shape.join() !== shape.join() ||
      tensor.data.length !== shape.reduce((a, b) => a * b, 1)
    ) {
      throw invalid(
        `tensor '${name}' has shape [${tensor.shape.join()}]`,
        `[${shape.join()}] for node '${node.name}'`,
      );
    }
    const perChannel = shape.at(-1) ?? 1;
    if ('scales' in tensor && tensor.scales.length !== 1 && tensor.scales.length !== perChannel) {
      throw invalid(`tensor '${name}' has ${tensor.scales.length} scales`, `1 or ${perChannel}`);
    }
  }
}

function single(node: CompiledNode, inputs: readonly NodeShape[]): NodeShape {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1)
    throw invalid(`node '${node.name}' reads ${inputs.length} nodes`, 'one');
  return input;
}

function slide(
  node: { name: string; kernelSize: number; padding: 'same' | 'valid' },
  positions: number,
): number {
  const left = node.padding === 'same' ? positions : positions - node.kernelSize + 1;
  if (left < 1 || node.kernelSize < 1)
    throw invalid(`node '${node.name}' is ${node.kernelSize} wide`, `1 to ${positions}`);
  return left;
}

function invalid(given: string, expected: string): InferenceError {
  return new InferenceError(
    'INFERENCE_INVALID_MODEL',
    `The model ${given}; expected ${expected}. Compile it again from its layers model.`,
  );
}
