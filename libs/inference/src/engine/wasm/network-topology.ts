import type { CompiledModel, CompiledNode } from '../../format/compiled-model.ts';
import { networkShapes, type NodeShape } from '../../format/network-shapes.ts';

/** A node of one kind. */
export type NodeOf<Op extends CompiledNode['op']> = CompiledNode & { readonly op: Op };

const NO_SHAPE: NodeShape = { positions: null, channels: 0 };

/** How the nodes of a network hang together: who reads whom, which values have positions, what is fused. */
export class NetworkTopology {
  readonly nodes: readonly CompiledNode[];
  readonly #shapes: ReadonlyMap<string, NodeShape>;
  readonly #byName: ReadonlyMap<string, CompiledNode>;
  readonly #consumers = new Map<string, CompiledNode[]>();

  constructor(model: CompiledModel, vocabulary: number) {
    this.nodes = model.nodes;
    this.#shapes = networkShapes(model, vocabulary);
    this.#byName = new Map(model.nodes.map((node) => [node.name, node]));
    for (const node of model.nodes) {
      for (const input of node.inputs)
        this.#consumers.set(input, [...this.consumersOf(input), node]);
    }
  }

  consumersOf(name: string): readonly CompiledNode[] {
    return this.#consumers.get(name) ?? [];
  }

  shape(name: string): NodeShape {
    return this.#shapes.get(name) ?? NO_SHAPE;
  }

  inputShape({ inputs: [input] }: CompiledNode): NodeShape {
    return input === undefined ? NO_SHAPE : this.shape(input);
  }

  inputNode({ inputs: [input] }: CompiledNode): CompiledNode | undefined {
    return input === undefined ? undefined : this.#byName.get(input);
  }

  isFlattened(name: string): boolean {
    return this.#byName.get(name)?.op === 'flatten';
  }

  /** Whether a node reads or makes a value with positions; a fused maximum reads codes, and its sequence is never made. */
  touchesSequence(node: CompiledNode): boolean {
    if (node.op === 'codes') return false;
    if (node.op === 'table_conv1d') return !this.isFused(node);
    if (node.op === 'global_max_pool1d') return this.fusedSource(node) === null;
    return this.#isSequence(node.name) || node.inputs.some((input) => this.#isSequence(input));
  }

  /** Whether all that is asked of a table convolution is its global maximum: then the two are one operation. */
  isFused(node: CompiledNode): boolean {
    const [consumer, ...others] = this.consumersOf(node.name);
    return (
      node.op === 'table_conv1d' && consumer?.op === 'global_max_pool1d' && others.length === 0
    );
  }

  /** Returns the convolution that a pooling node is one operation with, or null. */
  fusedSource(node: NodeOf<'global_max_pool1d'>): NodeOf<'table_conv1d'> | null {
    const source = this.inputNode(node);
    return source?.op === 'table_conv1d' && this.isFused(source) ? source : null;
  }

  /** Returns the names of the nodes that the score is computed from, its own included. */
  scoreNodes(): ReadonlySet<string> {
    const names = new Set([this.nodes.at(-1)?.name ?? '']);
    for (const { name, inputs } of this.nodes.toReversed()) {
      if (names.has(name)) for (const input of inputs) names.add(input);
    }
    return names;
  }

  /** Whether a value is a sequence, or one flattened. */
  #isSequence(name: string): boolean {
    const node = this.#byName.get(name);
    if (node === undefined || node.op === 'codes') return false;
    if (node.op === 'flatten') return this.#isSequence(node.inputs[0] ?? '');
    return this.shape(name).positions !== null;
  }
}
