import type { NodeOf } from '../../graph/network-graph.ts';
import type { LstmOperation, LstmWeights } from '../../graph/operations/lstm.ts';
import type { TensorflowGraph } from '../saved-model/tensorflow-graph.ts';

type LstmNode = NodeOf<LstmOperation>;

/**
 * An LSTM over (batch, positions, channels) with its steps written out one after another: the length is fixed, so a
 * graph of constants needs no loop.
 */
export function addLstm(
  graph: TensorflowGraph,
  scope: string,
  node: LstmNode,
  x: string,
  positions: number,
): string {
  const hidden: string[][] = [];
  if (node.forward !== null) {
    const steps = gateInputs(graph, `${scope}/forward`, node.forward, x, positions);
    hidden.push(runSteps(graph, `${scope}/forward`, node, node.forward, steps));
  }
  if (node.backward !== null) {
    const steps = gateInputs(graph, `${scope}/backward`, node.backward, x, positions).reverse();
    const fromTheEnd = runSteps(graph, `${scope}/backward`, node, node.backward, steps);
    hidden.push(node.returnSequences ? fromTheEnd.reverse() : fromTheEnd);
  }
  const outputs = hidden.map((values, i) =>
    node.returnSequences ? graph.stack(`${scope}/stack_${i}`, values) : (values.at(-1) ?? ''),
  );
  return outputs.length > 1
    ? graph.concatenate(`${scope}/concat`, outputs, -1)
    : (outputs[0] ?? '');
}

/** What each position adds to the four gates, bias included: one product for all positions. */
function gateInputs(
  graph: TensorflowGraph,
  scope: string,
  { kernel, bias }: LstmWeights,
  x: string,
  positions: number,
): string[] {
  const [channels = 0, gates = 0] = kernel.shape;
  const rows = graph.reshape(`${scope}/rows`, x, [-1, channels]);
  const products = graph.matMul(`${scope}/MatMul`, rows, graph.constant(`${scope}/kernel`, kernel));
  const sums = graph.biasAdd(`${scope}/BiasAdd`, products, graph.constant(`${scope}/bias`, bias));
  const sequence = graph.reshape(`${scope}/gates`, sums, [-1, positions, gates]);
  return graph.unstack(`${scope}/unstack`, sequence, positions);
}

/** The hidden state after each step; both states start from zero, which the first step leaves out. */
function runSteps(
  graph: TensorflowGraph,
  scope: string,
  node: LstmNode,
  weights: LstmWeights,
  steps: readonly string[],
): string[] {
  const recurrentKernel = graph.constant(`${scope}/recurrent_kernel`, weights.recurrentKernel);
  const gate = (name: string, value: string): string =>
    node.recurrentActivation === 'sigmoid'
      ? graph.unary(name, 'Sigmoid', value)
      : graph.hardSigmoid(name, value);

  const hidden: string[] = [];
  let cell: string | null = null;
  for (const [i, fromInput] of steps.entries()) {
    const step = `${scope}/step_${i}`;
    const before = hidden.at(-1);
    const sums =
      before === undefined
        ? fromInput
        : graph.binary(
            `${step}/sums`,
            'AddV2',
            fromInput,
            graph.matMul(`${step}/MatMul`, before, recurrentKernel),
          );
    const [input = '', forget = '', candidate = '', output = ''] = graph.split(
      `${step}/split`,
      sums,
      4,
    );
    const written = graph.binary(
      `${step}/written`,
      'Mul',
      gate(`${step}/input`, input),
      graph.unary(`${step}/candidate`, 'Tanh', candidate),
    );
    const kept: string | null =
      cell && graph.binary(`${step}/kept`, 'Mul', gate(`${step}/forget`, forget), cell);
    cell = kept === null ? written : graph.binary(`${step}/cell`, 'AddV2', kept, written);
    const shown = graph.unary(`${step}/Tanh`, 'Tanh', cell);
    hidden.push(graph.binary(`${step}/hidden`, 'Mul', gate(`${step}/output`, output), shown));
  }
  return hidden;
}
