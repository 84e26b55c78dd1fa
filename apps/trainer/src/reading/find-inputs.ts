import { statSync } from 'node:fs';

import { STDIN } from '@degas/logs/node';

import { TrainerError } from '../errors.ts';

const PATTERN = /[*?{}[\]]/;

/** Throws for the first input that is neither a file, a folder, `-` nor a pattern; `option` is what may name it as a name. */
export function mustExist(inputs: readonly string[]): void {
  for (const input of inputs) {
    if (input === STDIN || PATTERN.test(input)) continue;
    if (statSync(input, { throwIfNoEntry: false }) !== undefined) continue;
    throw new TrainerError(
      'TRAINER_INPUT_MISSING',
      `There is no file or folder '${input}'. Expected a file, a folder, a pattern, a domain name, or - for standard input. ` +
        `Check the path; if it is a name, give it as --name ${input}.`,
    );
  }
}
