import type { LstmOperation } from '../../graph/operations/lstm.ts';
import { unsupportedNode } from '../compiled/compiler.ts';
import type { OperationExport } from '../operation-export.ts';
import { addLstm as addOnnxLstm } from './onnx-lstm.ts';
import { addLstm as addTensorflowLstm } from './tensorflow-lstm.ts';

export const lstm: OperationExport<LstmOperation> = {
  tensorflow: (graph, scope, node, [x = ''], positions) =>
    addTensorflowLstm(graph, scope, node, x, positions),
  onnx: (graph, name, node, [x = '']) => addOnnxLstm(graph, name, node, x),
  compiled: (_, node) => {
    throw unsupportedNode(node);
  },
};
