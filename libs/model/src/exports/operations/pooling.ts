import type { GlobalPool1dOperation, MaxPool1dOperation } from '../../graph/operations/pooling.ts';
import type { OperationExport } from '../operation-export.ts';

export const maxPool1d: OperationExport<MaxPool1dOperation> = {
  tensorflow: (graph, scope, node, [x = '']) => {
    const image = graph.expandDimensions(`${scope}/ExpandDims`, x, 1);
    return graph.squeeze(`${scope}/Squeeze`, graph.maxPool(`${scope}/MaxPool`, image, node), 1);
  },

  onnx: (graph, name, node, [x = ''], positions) => {
    const windows = { ...node, size: node.poolSize, dilation: 1 };
    return graph.overPositions(name, 'MaxPool', [x], windows, positions);
  },

  compiled: (compiler, { id: name, poolSize, strides, padding }, inputs) => {
    compiler.add({ name, inputs, op: 'max_pool1d', poolSize, strides, padding });
  },
};

export const globalPool1d: OperationExport<GlobalPool1dOperation> = {
  tensorflow: (graph, scope, { pool }, [x = '']) => {
    const op = ({ max: 'Max', average: 'Mean', sum: 'Sum' } as const)[pool];
    return graph.reducePositions(`${scope}/${op}`, op, x);
  },

  onnx: (graph, name, { pool }, [x = '']) => {
    const operator = ({ max: 'ReduceMax', average: 'ReduceMean', sum: 'ReduceSum' } as const)[pool];
    const axes = graph.integers(`${name}/axes`, [1]);
    return graph.node(name, operator, [x, axes], { keepdims: 0 });
  },

  compiled: (compiler, { id: name, pool }, inputs) => {
    compiler.add({ name, inputs, op: `global_${pool}_pool1d` });
  },
};
