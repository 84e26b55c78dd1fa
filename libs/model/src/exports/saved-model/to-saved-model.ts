import { type NetworkGraph, scoreGraph } from '../../graph/network-graph.ts';
import { exportOf } from '../operations.ts';
import { TensorflowGraph } from './tensorflow-graph.ts';
import { dataTypes, encodeSavedModel, shapeMessage } from './tensorflow-messages.ts';

/** The names that clients of the original Degas' service send and read: they are the contract of its signature. */
export const servingNames = {
  signature: 'serving_default',
  input: 'input_image',
  /** The key of the output in the signature and, as it is there too, the name of its tensor. */
  output: 'dense_1/Sigmoid:0',
} as const;

const OUTPUT_LAYER = 'dense_1';

/** The version of TensorFlow's graph format that the operations used here are written for. */
const GRAPH_PRODUCER = 1087;

/**
 * The bytes of a `saved_model.pb` that TensorFlow and TensorFlow Serving load as it is: every weight a constant,
 * no `variables` folder. Signature `serving_default`: `input_image` int32 [-1, length] → `dense_1/Sigmoid:0`
 * float [-1, 1].
 */
export function toSavedModel(network: NetworkGraph): Uint8Array {
  const { nodes, length } = scoreGraph(network);
  const graph = new TensorflowGraph();
  const names = new Map<string, string>();
  const shapes = new Map(nodes.map((node) => [node.id, node.shape]));
  const outputLayer = nodes.at(-1)?.layer;
  let inputType: 'int32' | 'float32' = 'int32';

  for (const node of nodes) {
    const inputs = node.inputs.map((input) => names.get(input) ?? '');
    const scope = node.layer === outputLayer ? OUTPUT_LAYER : scopeOf(node.layer);
    if (node.op === 'input') {
      inputType = node.dtype;
      names.set(node.id, graph.placeholder(servingNames.input, node.dtype, [-1, length]));
    } else {
      const positions = shapes.get(node.inputs[0] ?? '')?.[0] ?? 0;
      names.set(node.id, exportOf(node).tensorflow(graph, scope, node, inputs, positions));
    }
  }

  const input = {
    name: `${servingNames.input}:0`,
    dtype: dataTypes[inputType],
    tensor_shape: shapeMessage([-1, length]),
  };
  const output = {
    name: servingNames.output,
    dtype: dataTypes.float32,
    tensor_shape: shapeMessage([-1, 1]),
  };
  return encodeSavedModel({
    saved_model_schema_version: 1,
    meta_graphs: [
      {
        meta_info_def: { tags: ['serve'], tensorflow_version: '2.9.1' },
        graph_def: { node: graph.nodes, versions: { producer: GRAPH_PRODUCER } },
        signature_def: {
          [servingNames.signature]: {
            inputs: { [servingNames.input]: input },
            outputs: { [servingNames.output]: output },
            method_name: 'tensorflow/serving/predict',
          },
        },
      },
    ],
  });
}

/** A layer's name as TensorFlow allows it in a graph, apart from the two names that the signature takes. */
function scopeOf(layer: string): string {
  const scope = layer.replace(/[^\w.\-/]/g, '_').replace(/^[^A-Za-z0-9.]/, 'layer_');
  return scope === OUTPUT_LAYER || scope === servingNames.input ? `${scope}_hidden` : scope;
}
