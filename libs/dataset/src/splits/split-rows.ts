import { registrableName } from '@degas/features';

import { StringTable } from '../storage/string-table.ts';
import type { Split, SplitRow, SplitSide } from './split.ts';

/** A row with its side. */
export interface SidedRow<Row extends SplitRow> {
  readonly row: Row;
  readonly side: SplitSide;
}

const SIDES: readonly SplitSide[] = ['neither', 'training', 'test'];

/**
 * Rows with their sides, so that no registrable name is on both. A split by source or family may want two rows
 * of one name on different sides; the first row decides, and the other goes to neither. So does a name without a
 * registrable part, which no model is asked about.
 */
export async function* splitRows<Row extends SplitRow>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  split: Split,
): AsyncGenerator<SidedRow<Row>> {
  const names = new StringTable();
  let sides = new Uint8Array(1 << 15);
  for await (const row of rows) {
    const { registrable } = registrableName(row.domain);
    const side = registrable === null ? 'neither' : split.sideOf(row);
    if (registrable === null || side === 'neither') {
      yield { row, side };
      continue;
    }
    const before = names.size;
    const index = names.add(registrable);
    if (index >= sides.length) {
      const larger = new Uint8Array(sides.length * 2);
      larger.set(sides);
      sides = larger;
    }
    if (index === before) sides[index] = SIDES.indexOf(side);
    yield { row, side: SIDES[sides[index] ?? 0] === side ? side : 'neither' };
  }
}
