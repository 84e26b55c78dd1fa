import { readFile } from 'node:fs/promises';

import { loadKnownDgaFilter } from '@degas/generators';
import { DomainList, type KnownDgaLookup } from '@degas/inference';

import { TrainerError } from '../errors.ts';
import { readLines } from '../reading/read-lines.ts';

/** The rules of a file, one a line; blank lines and what follows a `#` count for nothing. */
export async function readRules(file: string): Promise<DomainList> {
  const rules: string[] = [];
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      const rule = line.replace(/#.*/, '').trim();
      if (rule !== '') rules.push(rule);
    }
  }
  return new DomainList(rules);
}

/** The names that families make within a span of days, as `degas` or `@degas/generators` saved them. */
export async function readKnownDga(file: string): Promise<KnownDgaLookup> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_CANNOT_READ',
      `${file} can't be read; expected a saved filter of known DGA names. Check the path.`,
      { cause },
    );
  }
  const filter = loadKnownDgaFilter(bytes);
  return { familyOf: (name) => filter.lookup(name)?.family ?? null };
}
