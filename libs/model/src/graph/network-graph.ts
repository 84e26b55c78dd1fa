import type * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import type { LayerOperation } from './operations.ts';
import { readLayer } from './read-layer.ts';

/** One operation on the values of earlier nodes. A layer with an activation of its own becomes two nodes. */
export type NetworkNode = LayerOperation & {
  readonly id: string;
  readonly layer: string;
  readonly inputs: readonly string[];
  /** Of its value, without the batch. */
  readonly shape: readonly number[];
};

/** A network as a list of operations in order of evaluation: one input first, its (1) sigmoid score last. */
export interface NetworkGraph {
  readonly nodes: readonly NetworkNode[];
  /** Numbers per row of the input. */
  readonly length: number;
}

/**
 * Reads a layers model (sequential or functional) into the list that every export starts from, and what leads to `besides`, a value
 * that is wanted with the score. Layers that do nothing when scoring (dropout) vanish. A layer it doesn't know is a
 * `MODEL_UNSUPPORTED_LAYER` that names it.
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
  return { nodes, length: Number(input.shape[1]) };
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
