import { statSync } from 'node:fs';

import { listInputs, STDIN } from '@degas/logs/node';

import { TrainerError } from '../errors.ts';

const PATTERN = /[*?{}[\]]/;

/**
 * The files that arguments stand for. Throws for the first one that is neither a file, a folder, `-` nor a pattern (`nameOption` is what
 * takes it as a name), and for folders without a file.
 */
export async function findInputs(
  inputs: readonly string[],
  nameOption: string | null = null,
): Promise<readonly string[]> {
  for (const input of inputs) mustExist(input, nameOption);
  const { files, leftOut } = await listInputs(inputs);
  if (files.length > 0 || inputs.length === 0) return files.map(({ path }) => path);
  const [first] = leftOut;
  const why =
    first === undefined ? '' : ` but ${leftOut.length}, such as ${first.path} (${first.reason})`;
  throw new TrainerError(
    'TRAINER_INPUT_MISSING',
    `${inputs.join(', ')} holds no file${why}. Expected files with names or logs; check the path, or give the file itself.`,
  );
}

function mustExist(input: string, nameOption: string | null): void {
  if (input === STDIN || PATTERN.test(input)) return;
  if (statSync(input, { throwIfNoEntry: false }) !== undefined) return;
  const [orName, ifName] =
    nameOption === null
      ? ['', '']
      : [' a domain name,', `; if it is a name, give it as ${nameOption} ${input}`];
  throw new TrainerError(
    'TRAINER_INPUT_MISSING',
    `There is no file or folder '${input}'. Expected a file, a folder, a pattern,${orName} or - for standard input. Check the path${ifName}.`,
  );
}
