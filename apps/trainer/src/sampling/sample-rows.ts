import { limitPerFamily, isTrainingName } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';

/** How many rows training takes at most. Which ones is decided by a hash of the name: the same every time. */
export interface RowLimits {
  /** Rows in all. */
  readonly limit?: number;
  /** DGA names of a family. */
  readonly capFamily?: number;
  /** Benign names. */
  readonly capBenign?: number;
}

/** The rows within the limits; with `limit`, they are read twice: once to count, once to take. */
export async function* sampleRows(
  open: () => AsyncIterable<LabelledDomain>,
  { limit, capFamily, capBenign }: RowLimits,
): AsyncIterable<LabelledDomain> {
  const capped = () =>
    capFamily === undefined && capBenign === undefined
      ? open()
      : limitPerFamily(open(), {
          perFamily: capFamily ?? Number.MAX_SAFE_INTEGER,
          ...(capBenign === undefined ? {} : { benign: capBenign }),
        });
  if (limit === undefined) {
    yield* capped();
    return;
  }
  let total = 0;
  for await (const { domain } of capped()) total += domain === '' ? 0 : 1;
  const share = { fraction: Math.min(1, limit / total), seed: 'limit' };
  let left = limit;
  for await (const row of capped()) {
    if (left > 0 && isTrainingName(row.domain, share)) {
      left--;
      yield row;
    }
  }
}
