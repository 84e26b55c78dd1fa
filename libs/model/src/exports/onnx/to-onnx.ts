import type * as tf from '@tensorflow/tfjs';

import { readNetwork, type NetworkNode } from '../../graph/network-graph.ts';
import type { ActivationFunction, Weight } from '../../graph/operations.ts';
import { servingNames } from '../saved-model/to-saved-model.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { addLstm } from './onnx-lstm.ts';
import { batchOf, encodeOnnxModel } from './onnx-messages.ts';
import { addNgramBag } from './onnx-ngram-bag.ts';
import { addWordCoverage } from './onnx-word-coverage.ts';

/** The first with bitwise operators, which bags of n-grams hash by. */
const OPSET = 18;
/** The file version that belongs to opset 18. */
const IR_VERSION = 8;

/**
 * The bytes of a `model.onnx` for ONNX Runtime, opset 18, any batch: `input_image` int32 [batch, length] →
 * `dense_1/Sigmoid:0` float [batch, 1]. `metadata` becomes the file's metadata properties.
 */
export function toOnnx(
  model: tf.LayersModel,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { nodes, length } = readNetwork(model);
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
      names.set(node.id, addOperation(graph, name, node, inputs, positions));
    }
  }

  return encodeOnnxModel({
    ir_version: IR_VERSION,
    producer_name: 'degas',
    opset_import: [{ domain: '', version: OPSET }],
    metadata_props: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: model.name,
      node: graph.nodes,
      initializer: graph.initializers,
      input: [batchOf(servingNames.input, inputType, length)],
      output: [batchOf(servingNames.output, 'float32', 1)],
    },
  });
}

function addOperation(
  graph: OnnxGraph,
  name: string,
  node: Exclude<NetworkNode, { op: 'input' }>,
  inputs: readonly string[],
  positions: number,
): string {
  const [x = ''] = inputs;
  switch (node.op) {
    case 'embedding':
      return graph.node(name, 'Gather', [graph.weights(`${name}/table`, node.table), x], {
        axis: 0,
      });
    case 'conv1d': {
      const [size = 0] = node.kernel.shape;
      const kernel = graph.weights(`${name}/kernel`, filtersFirst(node.kernel));
      const bias = graph.weights(`${name}/bias`, node.bias);
      return graph.overPositions(name, 'Conv', [x, kernel, bias], { ...node, size }, positions);
    }
    case 'dense': {
      const kernel = graph.weights(`${name}/kernel`, node.kernel);
      const products = graph.node(`${name}/MatMul`, 'MatMul', [x, kernel]);
      return graph.node(name, 'Add', [products, graph.weights(`${name}/bias`, node.bias)]);
    }
    case 'activation':
      return addActivation(graph, name, x, node.activation, node.threshold);
    case 'max_pool1d':
      return graph.overPositions(
        name,
        'MaxPool',
        [x],
        { ...node, size: node.poolSize, dilation: 1 },
        positions,
      );
    case 'global_pool1d':
      return addGlobalPool(graph, name, x, node.pool);
    case 'flatten':
      return graph.node(name, 'Flatten', [x], { axis: 1 });
    case 'concatenate':
      return graph.node(name, 'Concat', inputs, { axis: -1 });
    case 'add':
      return graph.node(name, 'Sum', inputs);
    case 'ngram_bag':
      return addNgramBag(graph, name, node, x, positions);
    case 'word_cover':
      return addWordCoverage(graph, name, node, x, positions);
    case 'lstm':
      return addLstm(graph, name, node, x);
  }
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

function addActivation(
  graph: OnnxGraph,
  name: string,
  x: string,
  activation: ActivationFunction,
  threshold: number,
): string {
  switch (activation) {
    case 'relu':
      return graph.node(name, 'Relu', [x]);
    case 'sigmoid':
      return graph.node(name, 'Sigmoid', [x]);
    case 'tanh':
      return graph.node(name, 'Tanh', [x]);
    case 'hard_sigmoid':
      return graph.node(name, 'HardSigmoid', [x]); // its defaults are Keras' slope .2 and offset .5
    case 'thresholded_relu':
      return graph.thresholdedRelu(name, x, threshold);
  }
}

function addGlobalPool(
  graph: OnnxGraph,
  name: string,
  x: string,
  pool: 'max' | 'average' | 'sum',
): string {
  const operator = ({ max: 'ReduceMax', average: 'ReduceMean', sum: 'ReduceSum' } as const)[pool];
  return graph.node(name, operator, [x, graph.integers(`${name}/axes`, [1])], { keepdims: 0 });
}
