import type { CompiledNode } from '../../format/compiled-model.ts';
import { operationCodes } from './operations.ts';
import type { ProgramBuilder } from './program-builder.ts';

/** Bytes before the first row of a name's hashes, as `assembl./plan-window-hashes.ts` has it. */
const HEADER = 16;
/** Windows of one size whose int8 rows the engine sums at once, as `assembly/ngram-bag.ts` has it. */
const MOST_SUMMED = 256;

/** Hashes of a name's windows that several nodes share: their address for a group's first name, and the strides. */
export interface WindowHashes {
  readonly at: number;
  /** Bytes from the windows of one size to those of the next. */
  readonly row: number;
  /** Bytes from name to name. */
  readonly stride: number;
  /** The nodes that read them. */
  readonly readers: ReadonlySet<string>;
}

/** Plans the hashes that those of the nodes read which look for a name's windows in tables; null where there are none. */
export function planWindowHashes(
  builder: ProgramBuilder,
  nodes: readonly CompiledNode[],
): WindowHashes | null {
  const { length } = builder.encoding;
  const windowed = nodes.filter((node) => node.op === 'ngram_bag' || node.op === 'word_cover');
  const [{ paddingCode } = { paddingCode: 0 }] = windowed;
  const readers = windowed.filter(
    (node) =>
      node.paddingCode === paddingCode && !('endCode' in node && node.endCode === paddingCode),
  );
  if (readers.length === 0 || length > MOST_SUMMED) return null;
  const maximum = Math.max(...readers.map((node) => node.maximum));
  const row = 16 * Math.ceil((length + 4) / 4);
  const stride = HEADER + maximum * row;
  const at = builder.reserveEach(stride);
  builder.pushRecord({
    op: operationCodes.windowHashes,
    output: at,
    left: maximum,
    extra: paddingCode,
    inputChannels: row,
    blank: stride,
  });
  return { at, row, stride, readers: new Set(readers.map(({ name }) => name)) };
}
