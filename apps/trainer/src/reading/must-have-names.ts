import type { LabelledDomain } from '@degas/features';

import { TrainerError } from '../errors.ts';

/** Passes rows on; throws at the end where there was none. */
export async function* mustHaveNames(
  rows: AsyncIterable<LabelledDomain>,
  data: string,
): AsyncIterable<LabelledDomain> {
  let isEmpty = true;
  for await (const row of rows) {
    isEmpty = false;
    yield row;
  }
  if (isEmpty) throw noNames(data);
}

export function noNames(data: string): TrainerError {
  return new TrainerError(
    'TRAINER_NO_NAMES',
    `${data} has no labelled name. Expected rows with a name and its class; check the file and the columns (--domain-column, --label-column).`,
  );
}
