import type { NodeOf } from './network-topology.ts';
import { activationCodes, operationCodes } from './operations.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { columnBlocks, padded, pairBlocks, scalesOf } from './wasm-weights.ts';

/** Sums of int8 weights times integers stay below 2^31 when no integer is above this divided by their number. */
const GREATEST_INT8_SUM = 16_000_000;
/** A layer of few units, such as the score's own, is cheap as it is. */
const LEAST_UNITS_PACKED = 16;

/** A dense layer: in integers where the model's weights are, else in floats. */
export function planDense(builder: ProgramBuilder, node: NodeOf<'dense'>): void {
  const isAfterSequence = flattenedSequence(builder, node) !== null;
  if (!isAfterSequence && 'scales' in builder.tensor(node.kernel)) planInt8(builder, node);
  else if (!isAfterSequence && builder.isInt8 && node.units >= LEAST_UNITS_PACKED)
    planPacked(builder, node);
  else planFloats(builder, node);
}

/** Weights that are int8 in the model. */
function planInt8(builder: ProgramBuilder, node: NodeOf<'dense'>): void {
  const { constants } = builder;
  const { channels } = builder.topology.inputShape(node);
  const tensor = builder.tensor(node.kernel);
  if (!('scales' in tensor)) return;
  builder.push(node, {
    op: operationCodes.denseInt8,
    size: channels,
    left: Math.min(32_767, Math.floor(GREATEST_INT8_SUM / channels)),
    blocks: Math.ceil(node.units / 16),
    table: constants.place(pairBlocks(channels, node.units, tensor.data)),
    bias: constants.place(padded(builder.weights(node.bias), 16)),
    extra: constants.place(padded(scalesOf(tensor, node.units), 16)),
    activation: activationCodes[node.activation],
  });
}

/** Float weights of an int8 model: the engine packs them into integers when it is created. */
function planPacked(builder: ProgramBuilder, node: NodeOf<'dense'>): void {
  const { constants } = builder;
  const { channels } = builder.topology.inputShape(node);
  const width = Math.ceil(node.units / 16) * 16;
  builder.packings.push({
    record: builder.records.length,
    source: constants.place(builder.weights(node.kernel)),
    inputs: channels,
    units: node.units,
  });
  builder.push(node, {
    op: operationCodes.denseInt8,
    size: channels,
    blocks: width / 16,
    table: constants.reserve(2 * width * (channels + (channels % 2))),
    bias: constants.place(padded(builder.weights(node.bias), 16)),
    extra: constants.reserve(4 * width),
    activation: activationCodes[node.activation],
  });
}

function planFloats(builder: ProgramBuilder, node: NodeOf<'dense'>): void {
  const { constants } = builder;
  const { channels } = builder.topology.inputShape(node);
  const sequence = flattenedSequence(builder, node);
  const width = Math.ceil(node.units / 16) * 16;
  const weights = columnBlocks(channels, node.units, 16, builder.weights(node.kernel));
  const start = new Float32Array(width * ((sequence?.positions ?? 0) + 1));
  start.set(builder.weights(node.bias));
  const at = constants.place(start);
  if (sequence !== null) {
    builder.paddingTables.push({
      kind: 'dense',
      at,
      from: builder.values.addressOf(node.inputs[0] ?? ''),
      positions: sequence.positions,
      channels: sequence.channels,
      weights,
      width,
    });
  }
  builder.push(node, {
    op: operationCodes.dense,
    inputRecord: sequence?.record ?? -1,
    inputChannels: sequence?.channels ?? channels,
    size: channels,
    blocks: width / 16,
    table: constants.place(weights),
    bias: at,
    activation: activationCodes[node.activation],
  });
}

/** Returns the sequence that a layer reads whole, where it does and the sequence's first positions may be known beforehand. */
function flattenedSequence(
  builder: ProgramBuilder,
  node: NodeOf<'dense'>,
): { readonly positions: number; readonly channels: number; readonly record: number } | null {
  const flatten = builder.topology.inputNode(node);
  if (flatten?.op !== 'flatten') return null;
  const { positions, channels } = builder.topology.inputShape(flatten);
  const record = builder.recordOf(flatten.inputs[0] ?? '');
  return positions === null || record === null ? null : { positions, channels, record };
}
