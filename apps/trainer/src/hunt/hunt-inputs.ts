import { listInputs, STDIN } from '@degas/logs/node';

import { mustExist } from '../reading/find-inputs.ts';
import type { WatchChoices } from './open-watches.ts';

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
  mustExist(inputs);
  const listed = (await listInputs(inputs)).files.map(({ path }) => path);
  const lists = [allow, knownDga, settings].filter((file) => file !== undefined);
  return { inputs, files: [...listed, ...lists] };
}
