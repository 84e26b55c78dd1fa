import type { NodeOf } from '../../graph/network-graph.ts';
import type { LstmOperation, LstmWeights } from '../../graph/operations/lstm.ts';
import type { Weight } from '../../graph/weight.ts';
import type { OnnxGraph } from '../onnx/onnx-graph.ts';

type LstmNode = NodeOf<LstmOperation>;

/** Keras keeps its gates as input, forget, cell, output; ONNX wants input, output, forget, cell. */
const GATE_ORDER = [0, 3, 1, 2] as const;

/** An LSTM over (batch, positions, channels), in one or both directions. */
export function addLstm(graph: OnnxGraph, name: string, node: LstmNode, x: string): string {
  const { units } = node;
  const directions = [node.forward, node.backward].filter((weights) => weights !== null);
  const channels = directions[0]?.kernel.shape[0] ?? 0;
  const stack = (
    part: string,
    shape: readonly number[],
    of: (weights: LstmWeights) => Float32Array,
  ): string =>
    graph.weights(`${name}/${part}`, {
      shape: [directions.length, ...shape],
      data: join(directions.map(of)),
    });

  const inputs = [
    graph.transpose(`${name}/positions_first`, x, [1, 0, 2]),
    stack('W', [4 * units, channels], ({ kernel }) => gateRows(kernel, units)),
    stack('R', [4 * units, units], ({ recurrentKernel }) => gateRows(recurrentKernel, units)),
    // ONNX has a second bias for the recurrent product; Keras has one in all.
    stack('B', [8 * units], ({ bias }) =>
      join([
        gateRows({ shape: [1, 4 * units], data: bias.data }, units),
        new Float32Array(4 * units),
      ]),
    ),
  ];
  const gate = node.recurrentActivation === 'sigmoid' ? 'Sigmoid' : 'HardSigmoid';
  const attributes = {
    hidden_size: units,
    direction:
      directions.length > 1 ? 'bidirectional' : node.forward === null ? 'reverse' : 'forward',
    activations: directions.flatMap(() => [gate, 'Tanh', 'Tanh']),
  };
  const width = directions.length * units;
  if (node.returnSequences) {
    const all = graph.node(`${name}/LSTM`, 'LSTM', inputs, attributes); // (positions, directions, batch, units)
    const batchFirst = graph.transpose(`${name}/batch_first`, all, [2, 0, 1, 3]);
    return graph.reshape(name, batchFirst, [0, 0, width]);
  }
  const last = graph.laterOutput(`${name}/LSTM`, 'LSTM', inputs, attributes, 1); // (directions, batch, units)
  const batchFirst = graph.transpose(`${name}/batch_first`, last, [1, 0, 2]);
  return graph.reshape(name, batchFirst, [0, width]);
}

/** (channels, 4·units) → the rows (4·units, channels) in ONNX's order of gates. */
function gateRows(
  { shape: [channels = 0, columns = 0], data }: Weight,
  units: number,
): Float32Array {
  const rows = new Float32Array(data.length);
  for (const [to, from] of GATE_ORDER.entries()) {
    for (let unit = 0; unit < units; unit++) {
      for (let channel = 0; channel < channels; channel++) {
        rows[(to * units + unit) * channels + channel] =
          data[channel * columns + from * units + unit] ?? 0;
      }
    }
  }
  return rows;
}

function join(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
