import type * as tf from '@tensorflow/tfjs';

import { type NetworkGraph, scoreGraph } from '../../graph/network-graph.ts';
import { LAYERS_FILE, MODEL_FILE, WEIGHTS_FILE } from '../layers/layers-files.ts';
import { exportOf } from '../operations.ts';
import { addNetwork, servingNames } from '../saved-model/add-network.ts';
import { type Constant, TensorflowGraph } from '../saved-model/tensorflow-graph.ts';
import {
  type AttributeMessage,
  dataTypes,
  type NodeMessage,
} from '../saved-model/tensorflow-messages.ts';
import { littleEndian } from '../shared/little-endian.ts';

type WeightSpec = tf.io.WeightsManifestEntry;

/** Whether plain TensorFlow.js needs the network as a graph model: it has a layer that TensorFlow.js doesn't have. */
export function needsGraphModel({ nodes }: NetworkGraph): boolean {
  return nodes.some((node) => node.op !== 'input' && exportOf(node).graphModel !== undefined);
}

/**
 * Turns the two files of a layers model into three: `model.json` becomes a graph model, which plain `@tensorflow/tfjs`
 * loads by `loadGraphModel`; what it was is `layers.json`; both read `weights.bin`, where the graph's other constants
 * follow the weights.
 */
export function toGraphModelFiles(
  network: NetworkGraph,
  layers: ReadonlyMap<string, Uint8Array>,
): Map<string, Uint8Array> {
  const layersJson = layers.get(MODEL_FILE) ?? new Uint8Array();
  const weights = layers.get(WEIGHTS_FILE) ?? new Uint8Array();
  const { generatedBy, weightsManifest } = JSON.parse(
    new TextDecoder().decode(layersJson),
  ) as tf.io.ModelJSON;

  const scored = scoreGraph(network);
  const graph = new TensorflowGraph();
  const input = graph.placeholder(servingNames.input, 'int32', [-1, scored.length]);
  const score = addNetwork(graph, scored, { input, form: 'graphModel' });

  const { specs, bytes } = placeConstants(
    graph.constants,
    weightsManifest.flatMap((group) => group.weights),
  );
  const modelJson = {
    format: 'graph-model',
    generatedBy: generatedBy ?? null,
    convertedBy: null,
    signature: {
      inputs: { [servingNames.input]: tensorInfo(input, 'DT_INT32', scored.length) },
      outputs: { [servingNames.output]: tensorInfo(score, 'DT_FLOAT', 1) },
    },
    modelTopology: { node: graph.nodes.map(toJson), library: {}, versions: {} },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
  };
  return new Map([
    [MODEL_FILE, new TextEncoder().encode(`${JSON.stringify(modelJson)}\n`)],
    [LAYERS_FILE, layersJson],
    [WEIGHTS_FILE, Buffer.concat([weights, ...bytes])],
  ]);
}

function tensorInfo(node: string, dtype: string, size: number): object {
  const tensorShape = { dim: [{ size: '-1' }, { size: String(size) }] };
  return { name: `${node}:0`, dtype, tensorShape };
}

/** The weights as they are in the file, under the names of the graph, and the graph's other constants behind them. */
function placeConstants(
  constants: ReadonlyMap<string, Constant>,
  weights: readonly WeightSpec[],
): { specs: WeightSpec[]; bytes: Uint8Array[] } {
  const nodeOf = new Map<string, string>();
  const others: (readonly [string, Constant])[] = [];
  const known = new Set(weights.map(({ name }) => name));
  for (const [node, constant] of constants) {
    const { name } = constant;
    if (name !== undefined && known.has(name) && !nodeOf.has(name)) nodeOf.set(name, node);
    else others.push([node, constant]);
  }
  const placed = weights.map((spec): WeightSpec => {
    const node = nodeOf.get(spec.name);
    const constant = node === undefined ? undefined : constants.get(node);
    if (node === undefined || constant === undefined) return spec;
    return { ...spec, name: node, shape: [...constant.shape] };
  });
  const stored = others.map(([name, constant]) => store(name, constant));
  return {
    specs: [...placed, ...stored.map(({ spec }) => spec)],
    bytes: stored.map(({ bytes }) => bytes),
  };
}

/** A byte a value for tables of bytes, which TensorFlow.js' own quantisation reads. */
function store(name: string, { shape, data }: Constant): { spec: WeightSpec; bytes: Uint8Array } {
  const dtype = data instanceof Float32Array ? ('float32' as const) : ('int32' as const);
  const spec = { name, shape: [...shape], dtype };
  const isBytes = data instanceof Float32Array && data.length > 256 && data.every(isByte);
  if (!isBytes) return { spec, bytes: littleEndian(data) };
  const quantization = { dtype: 'uint8' as const, scale: 1, min: 0 };
  return { spec: { ...spec, quantization }, bytes: Uint8Array.from(data) };
}

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 256;
}

/** A node as the JSON form of TensorFlow's messages has it; the values of constants are in the weights. */
function toJson({ name, op, input, attr }: NodeMessage): object {
  const attributes = Object.entries(attr).map(([key, value]) => [key, attributeJson(value)]);
  return { name, op, input, attr: Object.fromEntries(attributes) as object };
}

const typeNames = new Map<number, string>(
  Object.entries(dataTypes).map(([name, number]) => [
    number,
    `DT_${name === 'float32' ? 'FLOAT' : name.toUpperCase()}`,
  ]),
);

function attributeJson(attribute: AttributeMessage): object {
  if ('type' in attribute) return { type: typeNames.get(attribute.type) };
  if ('shape' in attribute) return { shape: shapeJson(attribute.shape.dim) };
  if ('tensor' in attribute) {
    const { dtype, tensor_shape } = attribute.tensor;
    return { tensor: { dtype: typeNames.get(dtype), tensorShape: shapeJson(tensor_shape.dim) } };
  }
  if ('i' in attribute) return { i: String(attribute.i) };
  if ('s' in attribute) return { s: Buffer.from(attribute.s).toString('base64') };
  if ('list' in attribute) return { list: { i: attribute.list.i.map(String) } };
  return attribute;
}

function shapeJson(dim: readonly { readonly size: number }[]): object {
  return { dim: dim.map(({ size }) => ({ size: String(size) })) };
}
