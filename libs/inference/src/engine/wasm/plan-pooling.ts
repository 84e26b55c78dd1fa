import type { NodeOf } from './network-topology.ts';
import { operationCodes } from './operations.ts';
import { planTableConvolutionMax } from './plan-convolution.ts';
import type { ProgramBuilder } from './program-builder.ts';

/** The maximum of each window. */
export function planMaxPool(builder: ProgramBuilder, node: NodeOf<'max_pool1d'>): void {
  const { poolSize, strides, padding = 'same' } = node;
  const positions = builder.topology.inputShape(node).positions ?? 1;
  const pooled = builder.topology.shape(node.name).positions ?? 1;
  const missing = Math.max(0, (pooled - 1) * strides + poolSize - positions);
  builder.push(node, {
    op: operationCodes.maxPool,
    size: poolSize,
    extra: strides,
    left: padding === 'same' ? missing >> 1 : 0,
    blank: builder.paddingValues(node),
  });
}

/** The maximum over all positions. */
export function planGlobalMaxPool(
  builder: ProgramBuilder,
  node: NodeOf<'global_max_pool1d'>,
): void {
  const source = builder.topology.fusedSource(node);
  if (source !== null) planTableConvolutionMax(builder, node, source);
  else
    builder.push(node, {
      op: operationCodes.globalMaxPool,
      blank: builder.paddingPooled(node, 'max'),
    });
}

/** The sum or average over all positions. */
export function planGlobalSumPool(
  builder: ProgramBuilder,
  node: NodeOf<'global_sum_pool1d' | 'global_average_pool1d'>,
): void {
  builder.push(node, {
    op: operationCodes.globalSumPool,
    extra: node.op === 'global_average_pool1d' ? 1 : 0,
    blank: builder.paddingPooled(node, 'sum'),
  });
}
