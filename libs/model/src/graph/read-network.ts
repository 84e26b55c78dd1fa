import type * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import { unsupportedLayer } from './layer-settings.ts';
import type { NetworkGraph, NetworkNode } from './network-graph.ts';
import { type LayerOperation, layerReaders } from './operations.ts';

/**
 * Reads a layers model (sequential or functional) into the graph that every export starts from. `extraOutput` is a
 * value that is wanted with the score, such as the family head's; it comes before the score. Layers that do nothing
 * when scoring (dropout) are left out.
 *
 * @throws ModelError `MODEL_UNSUPPORTED_LAYER`, naming the layer that no export knows.
 */
export function readNetwork(model: tf.LayersModel, extraOutput?: tf.SymbolicTensor): NetworkGraph {
  const [output, ...otherOutputs] = model.outputs;
  const [input, ...otherInputs] = model.inputs;
  if (output === undefined || input === undefined || otherOutputs.length + otherInputs.length > 0) {
    throw new ModelError(
      'MODEL_UNSUPPORTED_LAYER',
      `The network has ${model.inputs.length} inputs and ${model.outputs.length} outputs; an export needs one of each. Export a part of it as a model of its own.`,
    );
  }
  const nodes: NetworkNode[] = [];
  const idOfTensor = new Map<number, string>();

  const visit = (tensor: tf.SymbolicTensor): string => {
    const known = idOfTensor.get(tensor.id);
    if (known !== undefined) return known;
    const layer = tensor.sourceLayer;
    const inputTensors = layer.inboundNodes[tensor.nodeIndex]?.inputTensors ?? [];
    // An input layer's node lists its own tensor as its input.
    let inputs = tensor === input ? [] : inputTensors.map(visit);
    const call = tensor.nodeIndex === 0 ? '' : `_call${tensor.nodeIndex}`;
    let id = inputs[0] ?? '';
    for (const operation of readLayer(layer, input)) {
      id = `${layer.name}${call}${operation.op === 'activation' ? `/${operation.activation}` : ''}`;
      nodes.push({
        ...operation,
        id,
        layer: layer.name,
        inputs,
        shape: tensor.shape.slice(1).map(Number),
      });
      inputs = [id];
    }
    idOfTensor.set(tensor.id, id);
    return id;
  };
  if (extraOutput) visit(extraOutput);
  visit(output);
  requireScore(nodes);
  return { name: model.name, nodes, length: Number(input.shape[1]) };
}

/** Returns the operations of one layer, in order; its own activation, if any, is the last. */
function readLayer(layer: tf.layers.Layer, input: tf.SymbolicTensor): LayerOperation[] {
  const name = layer.getClassName();
  if (name === 'InputLayer') {
    return [{ op: 'input', dtype: holdsCodes(input) ? 'int32' : 'float32' }];
  }
  const reader = layerReaders[name];
  if (reader !== undefined) return reader.read(layer);
  throw unsupportedLayer(
    layer,
    `is a ${name}`,
    `one of ${['InputLayer', ...Object.keys(layerReaders)].join(', ')}`,
  );
}

function holdsCodes(input: tf.SymbolicTensor): boolean {
  return input.sourceLayer.outboundNodes.some(
    ({ outboundLayer }) => layerReaders[outboundLayer.getClassName()]?.readsCodes === true,
  );
}

function requireScore(nodes: readonly NetworkNode[]): void {
  const last = nodes.at(-1);
  const isScore =
    last?.op === 'activation' &&
    last.activation === 'sigmoid' &&
    last.shape.length === 1 &&
    last.shape[0] === 1;
  if (isScore) return;
  throw new ModelError(
    'MODEL_UNSUPPORTED_LAYER',
    `The network ends with ${last?.op ?? 'nothing'} '${last?.layer ?? ''}' of shape [${last?.shape.join() ?? ''}]; an export needs one sigmoid score: end it with dense({ units: 1, activation: 'sigmoid' }).`,
  );
}
