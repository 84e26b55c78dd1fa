import { type NetworkGraph, scoreGraph } from '../../graph/network-graph.ts';
import { exportOf } from '../operations.ts';
import { servingNames } from '../saved-model/add-network.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { batchOf, encodeOnnxModel } from './onnx-messages.ts';

/** The first with bitwise operators, which bags of n-grams hash by. */
const OPSET = 18;
/** The file version that belongs to opset 18. */
const IR_VERSION = 8;

/**
 * The bytes of a `model.onnx` for ONNX Runtime, opset 18, any batch: `input_image` int32 [batch, length] →
 * `dense_1/Sigmoid:0` float [batch, 1]. `metadata` becomes the file's metadata properties.
 */
export function toOnnx(
  network: NetworkGraph,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { nodes, length } = scoreGraph(network);
  const graph = new OnnxGraph();
  const shapes = new Map(nodes.map((node) => [node.id, node.shape]));
  const names = new Map<string, string>();
  const last = nodes.at(-1);
  let inputType: 'int32' | 'float32' = 'int32';

  for (const node of nodes) {
    const inputs = node.inputs.map((input) => names.get(input) ?? '');
    if (node.op === 'input') {
      inputType = node.dtype;
      names.set(node.id, servingNames.input);
    } else {
      // The prefix keeps a layer's name apart from the names of the contract.
      const name = node === last ? servingNames.output : `layers/${node.id}`;
      const positions = shapes.get(node.inputs[0] ?? '')?.[0] ?? 0;
      names.set(node.id, exportOf(node).onnx(graph, name, node, inputs, positions));
    }
  }

  return encodeOnnxModel({
    ir_version: IR_VERSION,
    producer_name: 'degas',
    opset_import: [{ domain: '', version: OPSET }],
    metadata_props: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: network.name,
      node: graph.nodes,
      initializer: graph.initializers,
      input: [batchOf(servingNames.input, inputType, length)],
      output: [batchOf(servingNames.output, 'float32', 1)],
    },
  });
}
