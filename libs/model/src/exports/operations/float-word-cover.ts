import { DOT_CODE } from '@degas/features';

import type { CodeWindows } from '../../graph/operations/code-windows.ts';
import { floatHash } from '../graph-model/float-hash.ts';
import { FloatOps } from '../graph-model/float-ops.ts';
import { addFloatWindows } from '../graph-model/float-windows.ts';
import type { TensorflowGraph } from '../saved-model/tensorflow-graph.ts';

/** Adds a word cover to a graph model of TensorFlow.js: (batch, positions) codes → (batch, sizes), as `wordCoverage` of `@degas/features`. */
export function addFloatWordCover(
  graph: TensorflowGraph,
  scope: string,
  node: CodeWindows,
  codes: string,
  positions: number,
): string {
  const ops = new FloatOps(graph, positions);
  const [buckets = 0] = node.table.shape;
  const name = (part: string): string => `${scope}/${part}`;
  const all = ops.from(name('codes'), codes);

  // What follows the first end code is made padding.
  const ends = ops.runningSum(name('ends'), ops.equal(name('is_end'), all, DOT_CODE));
  const isBefore = ops.equal(name('is_before'), ends, 0);
  const label = graph.binary(name('label'), 'Mul', all, isBefore);

  const windows = addFloatWindows(ops, scope, label, node);
  const slots = floatHash.below(ops, name('slots'), windows.bits, buckets);
  const table = graph.constant(name('table'), node.table);
  const found = ops.look(name('found'), table, slots);
  const mark = ops.add(name('mark'), floatHash.topSixBits(ops, name('top'), windows.bits), 1);
  const isMark = ops.equal(name('is_mark'), found, mark);
  const isWord = graph.binary(name('is_word'), 'Mul', isMark, windows.isWindow);

  const covered: string[] = [];
  for (let size = node.maximum; size >= node.minimum; size--) {
    const at = (part: string): string => name(`cover_${size}/${part}`);
    const words = ops.part(at('is_word'), isWord, (size - node.minimum) * positions);
    const sums = ops.runningSum(at('words'), words);
    // Words that begin here or less than their size before.
    const around = ops.subtract(at('around'), sums, ops.earlier(at('before'), sums, size));
    const [longer] = covered;
    const any = longer === undefined ? around : ops.add(at('any'), around, longer);
    covered.unshift(ops.notZero(at('covered'), ops.value(at('any'), any)));
  }
  const counts = ops.concatenate(
    name('counts'),
    covered.map((each, i) => ops.sum(name(`count_${node.minimum + i}`), each)),
  );
  const characters = ops.sum(name('characters'), ops.notZero(name('is_code'), label));
  const total = graph.binary(name('total'), 'Maximum', characters, ops.value(name('one'), 1));
  return graph.binary(name('RealDiv'), 'RealDiv', counts, total);
}
