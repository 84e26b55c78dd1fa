import type { NodeOf } from './network-topology.ts';
import { activationCodes, operationCodes } from './operations.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { columnBlocks, padded, paddingMaxima, scalesOf, tableBlocks } from './wasm-weights.ts';

/** A table convolution whose positions something reads; one that is only pooled is part of the pooling. */
export function planTableConvolution(builder: ProgramBuilder, node: NodeOf<'table_conv1d'>): void {
  if (builder.topology.isFused(node)) return;
  const { shape } = builder.tensor(node.tables);
  const tables = tableBlocks(
    shape,
    builder.weights(node.tables),
    (length) => new Float32Array(length),
  );
  builder.push(node, {
    op: operationCodes.tableConvolution,
    size: node.kernelSize,
    left: leftPadding(node),
    blocks: Math.ceil(node.filters / 16),
    table: builder.constants.place(tables),
    bias: builder.constants.place(padded(builder.weights(node.bias), 16)),
    activation: activationCodes[node.activation],
    blank: builder.paddingValues(node),
  });
}

/** A table convolution and the global maximum of it, as one operation. */
export function planTableConvolutionMax(
  builder: ProgramBuilder,
  node: NodeOf<'global_max_pool1d'>,
  source: NodeOf<'table_conv1d'>,
): void {
  const { constants, topology } = builder;
  const tensor = builder.tensor(source.tables);
  const isInt8 = 'scales' in tensor;
  const width = isInt8 ? 32 : 16;
  const blocks = Math.ceil(source.filters / width);
  const positions = topology.shape(source.name).positions ?? 0;
  const tables = isInt8
    ? tableBlocks(tensor.shape, tensor.data, (length) => new Int16Array(length))
    : tableBlocks(tensor.shape, tensor.data, (length) => new Float32Array(length));
  const maxima = (out: Float32Array | Int16Array, lowest: number): Float32Array | Int16Array => {
    const { length, vocabulary } = builder.encoding;
    return paddingMaxima(
      tables,
      out,
      source.kernelSize,
      vocabulary + 1,
      leftPadding(source),
      length,
      builder.paddingCode,
      lowest,
    );
  };
  const size = (positions + 1) * blocks * width;
  builder.push(node, {
    op: isInt8 ? operationCodes.tableConvolutionMaxInt8 : operationCodes.tableConvolutionMax,
    positions,
    size: source.kernelSize,
    left: leftPadding(source),
    blocks,
    table: constants.place(tables),
    bias: constants.place(padded(builder.weights(source.bias), width)),
    activation: activationCodes[source.activation],
    blank: constants.place(
      isInt8 ? maxima(new Int16Array(size), -32768) : maxima(new Float32Array(size), -Infinity),
    ),
    extra: isInt8 ? constants.place(padded(scalesOf(tensor, source.filters), width)) : 0,
  });
}

/** A convolution over values. */
export function planConvolution(builder: ProgramBuilder, node: NodeOf<'conv1d'>): void {
  const { channels } = builder.topology.inputShape(node);
  const kernel = builder.weights(node.kernel);
  const blocks = columnBlocks(node.kernelSize * channels, node.filters, 8, kernel);
  builder.push(node, {
    op: operationCodes.convolution,
    size: node.kernelSize,
    left: leftPadding(node),
    blocks: Math.ceil(node.filters / 8),
    table: builder.constants.place(blocks),
    bias: builder.constants.place(padded(builder.weights(node.bias), 8)),
    activation: activationCodes[node.activation],
    blank: builder.paddingValues(node),
  });
}

function leftPadding({ kernelSize, padding }: NodeOf<'conv1d' | 'table_conv1d'>): number {
  return padding === 'same' ? (kernelSize - 1) >> 1 : 0;
}
