import type {
  AddOperation,
  ConcatenateOperation,
  FlattenOperation,
} from '../../graph/operations/joining.ts';
import { unsupportedNode } from '../compiled/compiler.ts';
import type { OperationExport } from '../operation-export.ts';

export const flatten: OperationExport<FlattenOperation> = {
  tensorflow: (graph, scope, node, [x = '']) =>
    graph.reshape(`${scope}/Reshape`, x, [-1, node.shape[0] ?? 0]),
  onnx: (graph, name, _, [x = '']) => graph.node(name, 'Flatten', [x], { axis: 1 }),
  compiled: (compiler, { id: name, op }, inputs) => {
    compiler.add({ name, inputs, op });
  },
};

export const concatenate: OperationExport<ConcatenateOperation> = {
  tensorflow: (graph, scope, _, inputs) => graph.concatenate(`${scope}/concat`, inputs, -1),
  onnx: (graph, name, _, inputs) => graph.node(name, 'Concat', inputs, { axis: -1 }),
  compiled: (compiler, { id: name, op }, inputs) => {
    compiler.add({ name, inputs, op });
  },
};

export const add: OperationExport<AddOperation> = {
  tensorflow: (graph, scope, _, [x = '', ...others]) =>
    others.reduce((sum, y) => graph.binary(`${scope}/AddV2`, 'AddV2', sum, y), x),
  onnx: (graph, name, _, inputs) => graph.node(name, 'Sum', inputs),
  compiled: (_, node) => {
    throw unsupportedNode(node);
  },
};
