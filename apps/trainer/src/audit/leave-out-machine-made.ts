import { registrableName, type LabelledDomain } from '@degas/features';

import { isMachineMade } from './machine-made.ts';

/** Whether a row calls a name benign that an audit found to be made by a machine. */
export function isMachineMadeBenign({
  domain,
  label,
}: Pick<LabelledDomain, 'domain' | 'label'>): boolean {
  if (label === 1) return false;
  const { registrable } = registrableName(domain);
  return registrable !== null && isMachineMade(registrable);
}

/** The rows but for benign names that an audit found to be made by machines; says at the end how many there were. */
export async function* leaveOutMachineMade(
  rows: AsyncIterable<LabelledDomain>,
  onLeftOut: (count: number) => void,
): AsyncIterable<LabelledDomain> {
  let count = 0;
  for await (const row of rows) {
    if (isMachineMadeBenign(row)) count++;
    else yield row;
  }
  onLeftOut(count);
}
