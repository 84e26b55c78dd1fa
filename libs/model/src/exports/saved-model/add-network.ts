import type { NetworkGraph } from '../../graph/network-graph.ts';
import { exportOf } from '../operations.ts';
import type { TensorflowGraph } from './tensorflow-graph.ts';

/** The names that clients of the original Degas' service send and read: they are the contract of its signature. */
export const servingNames = {
  signature: 'serving_default',
  input: 'input_image',
  /** The key of the output in the signature and, as it is there too, the name of its tensor. */
  output: 'dense_1/Sigmoid:0',
} as const;

const OUTPUT_LAYER = 'dense_1';

export interface AddNetworkOptions {
  /** The value (batch, length) that the network reads. */
  readonly input: string;
  /** Put before every node's name. */
  readonly prefix?: string;
  /** The runtime: TensorFlow's own, or the graph models of TensorFlow.js. */
  readonly form?: 'tensorflow' | 'graphModel';
}

/** Adds a network's operations to a graph and returns the name of its score, (batch, 1). */
export function addNetwork(
  graph: TensorflowGraph,
  { nodes }: NetworkGraph,
  { input, prefix = '', form = 'tensorflow' }: AddNetworkOptions,
): string {
  const names = new Map<string, string>();
  const shapes = new Map(nodes.map((node) => [node.id, node.shape]));
  const outputLayer = nodes.at(-1)?.layer;
  let score = '';
  for (const node of nodes) {
    if (node.op === 'input') {
      names.set(node.id, input);
      continue;
    }
    const inputs = node.inputs.map((id) => names.get(id) ?? '');
    const scope = `${prefix}${node.layer === outputLayer ? OUTPUT_LAYER : scopeOf(node.layer)}`;
    const positions = shapes.get(node.inputs[0] ?? '')?.[0] ?? 0;
    const operation = exportOf(node);
    score =
      form === 'graphModel' && operation.graphModel
        ? operation.graphModel(graph, scope, node, inputs, positions)
        : operation.tensorflow(graph, scope, node, inputs, positions);
    names.set(node.id, score);
  }
  return score;
}

/** A layer's name as TensorFlow allows it in a graph, apart from the two names that the signature takes. */
function scopeOf(layer: string): string {
  const scope = layer.replace(/[^\w.\-/]/g, '_').replace(/^[^A-Za-z0-9.]/, 'layer_');
  return scope === OUTPUT_LAYER || scope === servingNames.input ? `${scope}_hidden` : scope;
}
