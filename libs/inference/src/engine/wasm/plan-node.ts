import type { CompiledNode } from '../../format/compiled-model.ts';
import { planConcatenation } from './plan-concatenation.ts';
import { planConvolution, planTableConvolution } from './plan-convolution.ts';
import { planDense } from './plan-dense.ts';
import { planGlobalMaxPool, planGlobalSumPool, planMaxPool } from './plan-pooling.ts';
import { planEmbedding, planNgramBag, planWordCover } from './plan-tables.ts';
import type { ProgramBuilder } from './program-builder.ts';

/** Adds what computes one node to the program. */
export function planNode(builder: ProgramBuilder, node: CompiledNode): void {
  switch (node.op) {
    case 'codes':
    case 'flatten':
      return;
    case 'table_conv1d':
      planTableConvolution(builder, node);
      return;
    case 'conv1d':
      planConvolution(builder, node);
      return;
    case 'embedding':
      planEmbedding(builder, node);
      return;
    case 'ngram_bag':
      planNgramBag(builder, node);
      return;
    case 'word_cover':
      planWordCover(builder, node);
      return;
    case 'max_pool1d':
      planMaxPool(builder, node);
      return;
    case 'global_max_pool1d':
      planGlobalMaxPool(builder, node);
      return;
    case 'global_average_pool1d':
    case 'global_sum_pool1d':
      planGlobalSumPool(builder, node);
      return;
    case 'concatenate':
      planConcatenation(builder, node);
      return;
    case 'dense':
      planDense(builder, node);
      return;
  }
}
