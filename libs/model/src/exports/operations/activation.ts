import type { ActivationOperation } from '../../graph/operations/activation.ts';
import { unsupportedNode } from '../compiled/compiler.ts';
import type { OperationExport } from '../operation-export.ts';

export const activation: OperationExport<ActivationOperation> = {
  tensorflow: (graph, scope, node, [x = '']) => {
    switch (node.activation) {
      case 'relu':
        return graph.unary(`${scope}/Relu`, 'Relu', x);
      case 'tanh':
        return graph.unary(`${scope}/Tanh`, 'Tanh', x);
      case 'hard_sigmoid':
        return graph.hardSigmoid(`${scope}/HardSigmoid`, x);
      case 'thresholded_relu':
        return graph.thresholdedRelu(`${scope}/ThresholdedRelu`, x, node.threshold);
      case 'sigmoid':
        return graph.unary(`${scope}/Sigmoid`, 'Sigmoid', x);
    }
  },

  onnx: (graph, name, node, [x = '']) => {
    switch (node.activation) {
      case 'relu':
        return graph.node(name, 'Relu', [x]);
      case 'sigmoid':
        return graph.node(name, 'Sigmoid', [x]);
      case 'tanh':
        return graph.node(name, 'Tanh', [x]);
      case 'hard_sigmoid':
        return graph.node(name, 'HardSigmoid', [x]); // its defaults are Keras' slope .2 and offset .5
      case 'thresholded_relu':
        return graph.thresholdedRelu(name, x, node.threshold);
    }
  },

  /** The layer before it has taken it, or the engine can't run it. */
  compiled: (compiler, node) => {
    if (compiler.isTaken(node)) return;
    throw unsupportedNode(node, 'relu or sigmoid directly after a convolution or dense layer');
  },
};
