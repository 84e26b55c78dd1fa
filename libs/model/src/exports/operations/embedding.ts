import { unsupportedLayer } from '../../graph/layer-settings.ts';
import type { EmbeddingOperation } from '../../graph/operations/embedding.ts';
import type { Weight } from '../../graph/weight.ts';
import type { OperationExport } from '../operation-export.ts';
import { isFoldable } from './conv1d.ts';

export const embedding: OperationExport<EmbeddingOperation> = {
  tensorflow: (graph, scope, node, [codes = '']) =>
    graph.gather(`${scope}/GatherV2`, graph.constant(`${scope}/embeddings`, node.table), codes),

  onnx: (graph, name, node, [codes = '']) =>
    graph.node(name, 'Gather', [graph.weights(`${name}/table`, node.table), codes], { axis: 0 }),

  /** Convolutions that read it alone fold it into tables of their own. */
  compiled: (compiler, node, inputs) => {
    const { encoding } = compiler;
    const [rows = 0] = node.table.shape;
    if (rows < encoding.vocabulary) {
      const expected = `a row for each of the ${encoding.vocabulary} codes of encoding '${encoding.name}'`;
      throw unsupportedLayer({ name: node.layer }, `has ${rows} rows`, expected);
    }
    if (compiler.consumersOf(node).every(isFoldable)) return;
    compiler.add({
      name: node.id,
      inputs,
      op: 'embedding',
      table: compiler.tensor(`${node.id}/table`, firstRows(node.table, encoding.vocabulary)),
    });
  },
};

function firstRows(table: Weight, rows: number): Weight {
  const columns = table.shape[1] ?? 0;
  return { shape: [rows, columns], data: table.data.slice(0, rows * columns) };
}
