import { DOT_CODE, PADDING_CODE } from '@degas/features';

import { wholeNumbers } from '../../graph/int8.ts';
import type { WordCoverOperation } from '../../graph/operations/word-cover.ts';
import { OnnxInt64 } from '../onnx/onnx-int64.ts';
import type { OperationExport } from '../operation-export.ts';
import { TensorflowInt64 } from '../saved-model/tensorflow-int64.ts';
import { addFloatWordCover } from './float-word-cover.ts';
import { addWordCounts } from './word-counts.ts';

/** Shares of the label that are in words; the table stays int8 in every form. */
export const wordCover: OperationExport<WordCoverOperation> = {
  tensorflow: (graph, scope, node, [codes = ''], positions) => {
    const whole = new TensorflowInt64(graph, positions);
    const { shape, data } = node.table;
    const table = graph.constant(`${scope}/table`, { shape, data: Int8Array.from(data) }, data);
    const int64 = whole.from(`${scope}/codes`, codes, 'int32');
    const { covered, total } = addWordCounts(whole, table, scope, int64, node);
    const counts = whole.concatenate(`${scope}/counts`, covered);
    return graph.binary(
      `${scope}/RealDiv`,
      'RealDiv',
      whole.toFloat(`${scope}/counts/Cast`, counts, 'int64'),
      whole.toFloat(`${scope}/total/Cast`, total, 'int64'),
    );
  },

  graphModel: (graph, scope, node, [codes = ''], positions) =>
    addFloatWordCover(graph, scope, node, codes, positions),

  onnx: (graph, name, node, [codes = ''], positions) => {
    const whole = new OnnxInt64(graph, positions);
    const { shape, data } = node.table;
    const table = graph.bytes(`${name}/table`, { shape, data: Int8Array.from(data) });
    const int64 = whole.from(`${name}/codes`, codes);
    const { covered, total } = addWordCounts(whole, table, name, int64, node);
    const counts = graph.node(`${name}/counts`, 'Concat', covered, { axis: 1 });
    return graph.node(name, 'Div', [
      whole.toFloat(`${name}/counts/Cast`, counts),
      whole.toFloat(`${name}/total/Cast`, total),
    ]);
  },

  compiled: (compiler, { id: name, minimum, maximum, table }, inputs) => {
    compiler.add({
      name,
      inputs,
      op: 'word_cover',
      minimum,
      maximum,
      paddingCode: PADDING_CODE,
      endCode: DOT_CODE,
      table: compiler.store(`${name}/table`, wholeNumbers(table)),
    });
  },
};
