import { DOT_CODE } from '@degas/features';

import type { CodeWindows } from '../../graph/operations/code-windows.ts';
import { addWindowHashes, type Int64Ops } from './window-hashes.ts';

/** What a word cover needs of an export besides. */
export interface Int64TableOps extends Int64Ops {
  /** The numbers of a table at these places. */
  look(name: string, table: string, places: string): string;
  /** The sum of each position and all before it. */
  runningSum(name: string, x: string): string;
  /** The values `by` positions earlier; 0 before the first one. */
  earlier(name: string, x: string, by: number): string;
  /** Over the positions: (batch, 1). */
  sum(name: string, x: string): string;
}

/** Counts (batch, 1) of a word cover: characters in words of at least `minimum` characters and so on, and all there are, 1 at least. */
export interface WordCounts {
  readonly covered: readonly string[];
  readonly total: string;
}

/** Adds what counts the characters of words; `table` is the node's in the graph. `wordCover` in `@degas/inference` has to agree. */
export function addWordCounts(
  whole: Int64TableOps,
  table: string,
  scope: string,
  codes: string,
  node: CodeWindows,
): WordCounts {
  const [buckets = 0] = node.table.shape;
  const isZero = (name: string, x: string): string =>
    whole.binary(name, 'xor', whole.notZero(`${name}/not`, x), 1);

  // What follows the first end code is made padding.
  const isEnd = isZero(`${scope}/is_end`, whole.binary(`${scope}/end`, 'xor', codes, DOT_CODE));
  const isBefore = isZero(`${scope}/is_before`, whole.runningSum(`${scope}/ends`, isEnd));
  const label = whole.binary(`${scope}/label`, 'multiply', codes, isBefore);

  const covered: string[] = [];
  for (const { size, isWindow, bits } of addWindowHashes(whole, scope, label, node).reverse()) {
    const name = (part: string): string => `${scope}/size_${size}/${part}`;
    const slot = whole.binary(name('slot'), 'and', bits, buckets - 1);
    const found = whole.look(name('found'), table, slot);
    const mark = whole.binary(name('mark'), 'add', whole.shiftRight(name('high'), bits, 26), 1);
    const isMark = isZero(name('is_mark'), whole.binary(name('other'), 'xor', found, mark));
    const words = whole.runningSum(
      name('words'),
      whole.binary(name('is_word'), 'multiply', isMark, isWindow),
    );
    // Words that begin here or less than their size before.
    const around = whole.binary(
      name('around'),
      'subtract',
      words,
      whole.earlier(name('before'), words, size),
    );
    const [longer] = covered;
    const any = longer === undefined ? around : whole.binary(name('any'), 'add', around, longer);
    covered.unshift(whole.notZero(name('covered'), any));
  }
  const characters = whole.sum(`${scope}/characters`, whole.notZero(`${scope}/is_code`, label));
  const total = whole.binary(
    `${scope}/total`,
    'add',
    characters,
    isZero(`${scope}/none`, characters),
  );
  return {
    covered: covered.map((each, i) => whole.sum(`${scope}/count_${node.minimum + i}`, each)),
    total,
  };
}
