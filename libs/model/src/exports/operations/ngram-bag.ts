import { PADDING_CODE } from '@degas/features';

import { toInt8 } from '../../graph/int8.ts';
import type { NgramBagOperation } from '../../graph/operations/ngram-bag.ts';
import { OnnxInt64 } from '../onnx/onnx-int64.ts';
import type { OperationExport } from '../operation-export.ts';
import { TensorflowInt64 } from '../saved-model/tensorflow-int64.ts';
import { addFloatNgramBag } from './float-ngram-bag.ts';
import { int8Rows } from './int8-rows.ts';
import { addNgramRows } from './ngram-rows.ts';

/** The sum of the rows of a name's windows; the table stays int8 in every form. */
export const ngramBag: OperationExport<NgramBagOperation> = {
  tensorflow: (graph, scope, node, [codes = ''], positions) => {
    const whole = new TensorflowInt64(graph, positions);
    const rows = addNgramRows(whole, scope, whole.from(`${scope}/codes`, codes, 'int32'), node);
    const { scale, ...table } = int8Rows(node.table);
    const all = whole.concatenate(`${scope}/rows`, rows);
    const found = whole.gather(
      `${scope}/GatherV2`,
      graph.constant(`${scope}/table`, table, node.table),
      all,
    );
    const floats = whole.toFloat(`${scope}/Cast`, found, 'int8');
    const sums = graph.reducePositions(`${scope}/Sum`, 'Sum', floats);
    return graph.binary(`${scope}/Mul`, 'Mul', sums, graph.scalar(`${scope}/scale`, scale));
  },

  graphModel: (graph, scope, node, [codes = ''], positions) =>
    addFloatNgramBag(graph, scope, node, codes, positions),

  onnx: (graph, name, node, [codes = ''], positions) => {
    const whole = new OnnxInt64(graph, positions);
    const rows = addNgramRows(whole, name, whole.from(`${name}/codes`, codes), node);
    const { scale, ...table } = int8Rows(node.table);
    const all = graph.node(`${name}/rows`, 'Concat', rows, { axis: 1 });
    const found = graph.node(
      `${name}/Gather`,
      'Gather',
      [graph.bytes(`${name}/table`, table), all],
      { axis: 0 },
    );
    const sums = graph.node(
      `${name}/ReduceSum`,
      'ReduceSum',
      [whole.toFloat(`${name}/Cast`, found), graph.integers(`${name}/ReduceSum/axes`, [1])],
      { keepdims: 0 },
    );
    const factor = { shape: [], data: Float32Array.of(scale) };
    return graph.node(name, 'Mul', [sums, graph.weights(`${name}/scale`, factor)]);
  },

  compiled: (compiler, { id: name, minimum, maximum, table }, inputs) => {
    compiler.add({
      name,
      inputs,
      op: 'ngram_bag',
      minimum,
      maximum,
      paddingCode: PADDING_CODE,
      combine: 'sum',
      table: compiler.store(`${name}/table`, toInt8(table)),
    });
  },
};
