import type { DenseOperation } from '../../graph/operations/dense.ts';
import { unsupportedNode } from '../compiled/compiler.ts';
import type { OperationExport } from '../operation-export.ts';

export const dense: OperationExport<DenseOperation> = {
  tensorflow: (graph, scope, node, [x = '']) => {
    const [channels = 0, units = 0] = node.kernel.shape;
    const isSequence = node.shape.length > 1;
    const rows = isSequence ? graph.reshape(`${scope}/rows`, x, [-1, channels]) : x;
    const kernel = graph.constant(`${scope}/kernel`, node.kernel);
    const products = graph.matMul(`${scope}/MatMul`, rows, kernel);
    const bias = graph.constant(`${scope}/bias`, node.bias);
    const sums = graph.biasAdd(`${scope}/BiasAdd`, products, bias);
    return isSequence
      ? graph.reshape(`${scope}/Reshape`, sums, [-1, ...node.shape.slice(0, -1), units])
      : sums;
  },

  onnx: (graph, name, node, [x = '']) => {
    const kernel = graph.weights(`${name}/kernel`, node.kernel);
    const products = graph.node(`${name}/MatMul`, 'MatMul', [x, kernel]);
    return graph.node(name, 'Add', [products, graph.weights(`${name}/bias`, node.bias)]);
  },

  compiled: (compiler, node, inputs) => {
    if (node.shape.length !== 1) {
      throw unsupportedNode(node, 'one row of numbers before it (flatten or pool)');
    }
    const name = node.id;
    const kernel = compiler.tensor(`${name}/kernel`, node.kernel);
    const bias = compiler.tensor(`${name}/bias`, node.bias);
    const activation = compiler.takeActivation(node);
    const units = node.shape[0] ?? 0;
    compiler.add({ name, inputs, op: 'dense', units, activation, kernel, bias });
  },
};
