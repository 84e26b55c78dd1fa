import { STDIN } from '@degas/logs/node';

import { findInputs } from '../reading/find-inputs.ts';
import type { WatchChoices } from './watch-choices.ts';

/** What is read: inputs as they were named, standard input without any; and all files, lists among them. */
export async function huntInputs({
  inputs: given,
  allow,
  knownDga,
  settings,
}: WatchChoices & { readonly inputs: readonly string[] }): Promise<{
  readonly inputs: readonly string[];
  readonly files: readonly string[];
}> {
  const inputs = given.length === 0 ? [STDIN] : given;
  const listed = await findInputs(inputs);
  const lists = [allow, knownDga, settings].filter((file) => file !== undefined);
  return { inputs, files: [...listed, ...lists] };
}
