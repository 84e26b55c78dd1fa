import type { Encoding } from '@degas/features';
import type { Activation, CompiledNode, CompiledTensor } from '@degas/inference';

import { unsupportedLayer } from '../../graph/layer-settings.ts';
import type { NetworkGraph, NetworkNode } from '../../graph/network-graph.ts';
import type { Weight } from '../../graph/weight.ts';

/** A `thresholded_relu` this close to zero is a ReLU within the promised 1e-5 (Keras models of the field use 1e-6). */
const NEGLIGIBLE_THRESHOLD = 1e-6;

/** A compiled form under construction: its nodes and tensors, and what each node of the network is connected to. */
export class Compiler {
  readonly nodes: CompiledNode[] = [];
  readonly tensors: Record<string, CompiledTensor> = {};
  readonly encoding: Encoding;
  /** Whether look-up tables become int8: where n-gram bags, whose tables are, make them the rest of the time. */
  readonly isInt8: boolean;
  readonly #byId = new Map<string, NetworkNode>();
  readonly #consumers = new Map<string, NetworkNode[]>();
  /** The compiled node that holds a network node's value, where that is another one. */
  readonly #mergedInto = new Map<string, string>();

  constructor(graph: NetworkGraph, encoding: Encoding) {
    this.encoding = encoding;
    this.isInt8 = graph.nodes.some(({ op }) => op === 'ngram_bag');
    for (const node of graph.nodes) {
      this.#byId.set(node.id, node);
      for (const input of node.inputs) {
        this.#consumers.set(input, [...(this.#consumers.get(input) ?? []), node]);
      }
    }
  }

  add(node: CompiledNode): void {
    this.nodes.push(node);
  }

  /** Adds a tensor of float32 and returns its name. */
  tensor(name: string, { shape, data }: Weight): string {
    return this.store(name, { shape, data });
  }

  /** Adds a tensor and returns its name. */
  store(name: string, tensor: CompiledTensor): string {
    this.tensors[name] = tensor;
    return name;
  }

  /** Returns the names of the compiled nodes that `node` reads. */
  inputsOf(node: NetworkNode): string[] {
    return node.inputs.map((input) => this.#mergedInto.get(input) ?? input);
  }

  /** Returns the node that `node` reads first. */
  sourceOf(node: NetworkNode): NetworkNode | undefined {
    return this.#byId.get(node.inputs[0] ?? '');
  }

  /** Returns the nodes that read `node`. */
  consumersOf(node: NetworkNode): readonly NetworkNode[] {
    return this.#consumers.get(node.id) ?? [];
  }

  /** Makes the activation that follows `node` alone a part of it, and returns it. */
  takeActivation(node: NetworkNode): Activation {
    const [next, ...others] = this.consumersOf(node);
    if (next?.op !== 'activation' || others.length > 0) return 'linear';
    const isRelu =
      next.activation === 'relu' ||
      (next.activation === 'thresholded_relu' && Math.abs(next.threshold) <= NEGLIGIBLE_THRESHOLD);
    if (!isRelu && next.activation !== 'sigmoid') return 'linear';
    this.#mergedInto.set(next.id, node.id);
    return isRelu ? 'relu' : 'sigmoid';
  }

  /** Whether another node has taken this activation. */
  isTaken(node: NetworkNode): boolean {
    return this.#mergedInto.has(node.id);
  }
}

/** Returns the refusal of a node that the engine can't run. */
export function unsupportedNode(
  node: NetworkNode,
  expected = 'embedding, convolution, pooling, dense and concatenation layers',
): Error {
  const what = node.op === 'activation' ? `the activation ${node.activation}` : node.op;
  return unsupportedLayer(
    { name: node.layer },
    `is ${what} (value [${node.shape.join()}])`,
    expected,
  );
}
