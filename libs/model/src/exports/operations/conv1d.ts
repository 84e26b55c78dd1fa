import { toInt8Columns } from '../../graph/int8.ts';
import type { NetworkNode } from '../../graph/network-graph.ts';
import type { Conv1dOperation } from '../../graph/operations/conv1d.ts';
import type { Weight } from '../../graph/weight.ts';
import { unsupportedNode } from '../compiled/compiler.ts';
import type { OperationExport } from '../operation-export.ts';
import { foldTables } from './fold-tables.ts';

export const conv1d: OperationExport<Conv1dOperation> = {
  tensorflow: (graph, scope, node, [x = '']) => {
    const kernel = { ...node.kernel, shape: [1, ...node.kernel.shape] };
    const image = graph.expandDimensions(`${scope}/ExpandDims`, x, 1);
    const filters = graph.constant(`${scope}/kernel`, kernel);
    const sums = graph.convolution(`${scope}/Conv2D`, image, filters, node);
    // No Squeeze: TensorFlow's convolution of an empty batch has as many channels as its input, which this sets right.
    const rows = graph.reshape(`${scope}/Reshape`, sums, [-1, ...node.shape]);
    return graph.biasAdd(`${scope}/BiasAdd`, rows, graph.constant(`${scope}/bias`, node.bias));
  },

  onnx: (graph, name, node, [x = ''], positions) => {
    const [size = 0] = node.kernel.shape;
    const kernel = graph.weights(`${name}/kernel`, filtersFirst(node.kernel));
    const bias = graph.weights(`${name}/bias`, node.bias);
    return graph.overPositions(name, 'Conv', [x, kernel, bias], { ...node, size }, positions);
  },

  /** Over an embedding it becomes look-up tables, int8 ones where the network's other tables are. */
  compiled: (compiler, node, inputs) => {
    if (!isFoldable(node)) throw unsupportedNode(node, 'strides and dilation of 1');
    const { id: name, padding } = node;
    const [kernelSize = 0, , filters = 0] = node.kernel.shape;
    const source = compiler.sourceOf(node);
    const bias = compiler.tensor(`${name}/bias`, node.bias);
    const activation = compiler.takeActivation(node);
    const shared = { name, kernelSize, filters, padding, activation, bias };
    if (source?.op === 'embedding') {
      const folded = foldTables(source.table, node.kernel, compiler.encoding.vocabulary);
      const tables = compiler.store(
        `${name}/tables`,
        compiler.isInt8 ? toInt8Columns(folded) : folded,
      );
      compiler.add({ ...shared, inputs: [...source.inputs], op: 'table_conv1d', tables });
    } else {
      const kernel = compiler.tensor(`${name}/kernel`, node.kernel);
      compiler.add({ ...shared, inputs, op: 'conv1d', kernel });
    }
  },
};

/** Whether the engine can run it, and so fold an embedding into it. */
export function isFoldable(node: NetworkNode): boolean {
  return node.op === 'conv1d' && node.strides === 1 && node.dilation === 1;
}

/** (kernelSize, channels, filters) → (filters, channels, kernelSize). */
function filtersFirst({ shape: [size = 0, channels = 0, filters = 0], data }: Weight): Weight {
  const turned = new Float32Array(data.length);
  data.forEach((value, i) => {
    const filter = i % filters;
    const channel = Math.floor(i / filters) % channels;
    const offset = Math.floor(i / filters / channels);
    turned[(filter * channels + channel) * size + offset] = value;
  });
  return { shape: [filters, channels, size], data: turned };
}
