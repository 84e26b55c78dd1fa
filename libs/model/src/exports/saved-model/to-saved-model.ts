import type * as tf from '@tensorflow/tfjs';

import { readNetwork, type NetworkNode } from '../../graph/network-graph.ts';
import type { ActivationFunction } from '../../graph/operations.ts';
import { TensorflowGraph } from './tensorflow-graph.ts';
import { addLstm } from './tensorflow-lstm.ts';
import { dataTypes, encodeSavedModel, shapeMessage } from './tensorflow-messages.ts';
import { addNgramBag } from './tensorflow-ngram-bag.ts';
import { addWordCoverage } from './tensorflow-word-coverage.ts';

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
export function toSavedModel(model: tf.LayersModel): Uint8Array {
  const { nodes, length } = readNetwork(model);
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
      const value =
        node.op === 'lstm'
          ? addLstm(graph, scope, node, inputs[0] ?? '', positions)
          : addOperation(graph, scope, node, inputs, positions);
      names.set(node.id, value);
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

function addOperation(
  graph: TensorflowGraph,
  scope: string,
  node: Exclude<NetworkNode, { op: 'input' | 'lstm' }>,
  inputs: readonly string[],
  positions: number,
): string {
  const [x = ''] = inputs;
  switch (node.op) {
    case 'embedding':
      return graph.gather(
        `${scope}/GatherV2`,
        graph.constant(`${scope}/embeddings`, node.table),
        x,
      );
    case 'conv1d': {
      const kernel = { shape: [1, ...node.kernel.shape], data: node.kernel.data };
      const image = graph.expandDimensions(`${scope}/ExpandDims`, x, 1);
      const sums = graph.convolution(
        `${scope}/Conv2D`,
        image,
        graph.constant(`${scope}/kernel`, kernel),
        node,
      );
      const rows = graph.squeeze(`${scope}/Squeeze`, sums, 1);
      return graph.biasAdd(`${scope}/BiasAdd`, rows, graph.constant(`${scope}/bias`, node.bias));
    }
    case 'dense': {
      const [channels = 0, units = 0] = node.kernel.shape;
      const isSequence = node.shape.length > 1;
      const rows = isSequence ? graph.reshape(`${scope}/rows`, x, [-1, channels]) : x;
      const products = graph.matMul(
        `${scope}/MatMul`,
        rows,
        graph.constant(`${scope}/kernel`, node.kernel),
      );
      const sums = graph.biasAdd(
        `${scope}/BiasAdd`,
        products,
        graph.constant(`${scope}/bias`, node.bias),
      );
      return isSequence
        ? graph.reshape(`${scope}/Reshape`, sums, [-1, ...node.shape.slice(0, -1), units])
        : sums;
    }
    case 'activation':
      return addActivation(graph, scope, node, x);
    case 'max_pool1d': {
      const image = graph.expandDimensions(`${scope}/ExpandDims`, x, 1);
      return graph.squeeze(`${scope}/Squeeze`, graph.maxPool(`${scope}/MaxPool`, image, node), 1);
    }
    case 'global_pool1d': {
      const op = ({ max: 'Max', average: 'Mean', sum: 'Sum' } as const)[node.pool];
      return graph.reducePositions(`${scope}/${op}`, op, x);
    }
    case 'flatten':
      return graph.reshape(`${scope}/Reshape`, x, [-1, node.shape[0] ?? 0]);
    case 'concatenate':
      return graph.concatenate(`${scope}/concat`, inputs, -1);
    case 'ngram_bag':
      return addNgramBag(graph, scope, node, x, positions);
    case 'word_cover':
      return addWordCoverage(graph, scope, node, x, positions);
    case 'add':
      return inputs.slice(1).reduce((sum, y) => graph.binary(`${scope}/AddV2`, 'AddV2', sum, y), x);
  }
}

function addActivation(
  graph: TensorflowGraph,
  scope: string,
  { activation, threshold }: { activation: ActivationFunction; threshold: number },
  x: string,
): string {
  switch (activation) {
    case 'relu':
      return graph.unary(`${scope}/Relu`, 'Relu', x);
    case 'tanh':
      return graph.unary(`${scope}/Tanh`, 'Tanh', x);
    case 'hard_sigmoid':
      return graph.hardSigmoid(`${scope}/HardSigmoid`, x);
    case 'thresholded_relu':
      return graph.thresholdedRelu(`${scope}/ThresholdedRelu`, x, threshold);
    case 'sigmoid':
      return graph.unary(`${scope}/Sigmoid`, 'Sigmoid', x);
  }
}
