import type { Encoding } from '@degas/features';

import { type NetworkGraph, scoreGraph } from '../../graph/network-graph.ts';
import { addNetwork, servingNames } from './add-network.ts';
import { addEncoder, findTextEncoding } from './encode-names.ts';
import { TensorflowGraph } from './tensorflow-graph.ts';
import {
  dataTypes,
  encodeSavedModel,
  shapeMessage,
  type SignatureMessage,
  type TensorInfoMessage,
} from './tensorflow-messages.ts';

/** The names of the signature that takes names. */
export const nameSignature = { signature: 'domains', input: 'domains', output: 'score' } as const;

/** The version of TensorFlow's graph format that the operations used here are written for. */
const GRAPH_PRODUCER = 1087;

/**
 * Returns the bytes of a `saved_model.pb` that TensorFlow and TensorFlow Serving load as it is: every weight a
 * constant, no `variables` folder. Signature `serving_default`: `input_image` int32 [-1, length] →
 * `dense_1/Sigmoid:0` float [-1, 1]. With the `encoding` of names there is a second signature, `domains`: `domains`
 * string [-1], registrable names in UTF-8 → `score` float [-1, 1]. Encodings that are not of characters have none.
 */
export function toSavedModel(network: NetworkGraph, encoding?: Encoding): Uint8Array {
  const scored = scoreGraph(network);
  const graph = new TensorflowGraph();
  const input = scored.nodes.find((node) => node.op === 'input')?.dtype ?? 'int32';
  const codes = graph.placeholder(servingNames.input, input, [-1, scored.length]);
  addNetwork(graph, scored, { input: codes });
  const signatures: Record<string, SignatureMessage> = {
    [servingNames.signature]: signature(
      [servingNames.input, infoOf(codes, input, [-1, scored.length])],
      [servingNames.output, { ...infoOf('', 'float32', [-1, 1]), name: servingNames.output }],
    ),
  };
  const text = encoding && findTextEncoding(encoding);
  if (text) {
    const names = graph.placeholder(nameSignature.input, 'string', [-1]);
    const encoded = addEncoder(graph, `${nameSignature.signature}/encode`, names, text);
    const score = addNetwork(graph, scored, {
      input: encoded,
      prefix: `${nameSignature.signature}/`,
    });
    signatures[nameSignature.signature] = signature(
      [nameSignature.input, infoOf(names, 'string', [-1])],
      [nameSignature.output, infoOf(score, 'float32', [-1, 1])],
    );
  }
  return encodeSavedModel({
    saved_model_schema_version: 1,
    meta_graphs: [
      {
        meta_info_def: { tags: ['serve'], tensorflow_version: '2.9.1' },
        graph_def: { node: graph.nodes, versions: { producer: GRAPH_PRODUCER } },
        signature_def: signatures,
      },
    ],
  });
}

function infoOf(
  node: string,
  dtype: keyof typeof dataTypes,
  shape: readonly number[],
): TensorInfoMessage {
  return { name: `${node}:0`, dtype: dataTypes[dtype], tensor_shape: shapeMessage(shape) };
}

function signature(
  [input, inputInfo]: readonly [string, TensorInfoMessage],
  [output, outputInfo]: readonly [string, TensorInfoMessage],
): SignatureMessage {
  return {
    inputs: { [input]: inputInfo },
    outputs: { [output]: outputInfo },
    method_name: 'tensorflow/serving/predict',
  };
}
