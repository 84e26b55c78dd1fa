import { readFile } from 'node:fs/promises';

import { buildKnownDgaFilter, loadKnownDgaFilter, type KnownDgaFilter } from '@degas/generators';
import { DomainList, type KnownDgaLookup } from '@degas/inference';
import { openInput } from '@degas/logs/node';

import { TrainerError } from '../errors.ts';
import { filterSpan } from '../filter/filter-span.ts';

/** Reads the rules of a file (compressed or not), one a line; blank lines and what follows a `#` are left out. */
export async function readRules(file: string): Promise<DomainList> {
  return new DomainList(await readRuleLines(file));
}

/** Returns the rules of a file (compressed or not), one a line; blank lines and what follows a `#` are left out. */
export async function readRuleLines(file: string): Promise<readonly string[]> {
  const rules: string[] = [];
  for await (const { bytes } of openInput(file)) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const block of bytes) text += decoder.decode(block, { stream: true });
    for (const line of (text + decoder.decode()).split(/\r\n|\n|\r/)) {
      const rule = line.replace(/#.*/, '').trim();
      if (rule !== '') rules.push(rule);
    }
  }
  return rules;
}

/** Stands for a filter of the current month, which is built in seconds. */
export const THIS_MONTH = 'this-month';

/** Reads a filter of known DGA names as `degas filter` and `@degas/generators` save it, or builds that of the month of `now`. */
export async function readKnownDga(file: string, now: number): Promise<KnownDgaLookup> {
  const filter = file === THIS_MONTH ? buildKnownDgaFilter(filterSpan({}, now)) : await load(file);
  return { familyOf: (name) => filter.lookup(name)?.family ?? null };
}

async function load(file: string): Promise<KnownDgaFilter> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_CANNOT_READ',
      `${file} can't be read. Expected a filter of known DGA names or ${THIS_MONTH}; check the path, or write one with degas filter.`,
      { cause },
    );
  }
  return loadKnownDgaFilter(bytes);
}
