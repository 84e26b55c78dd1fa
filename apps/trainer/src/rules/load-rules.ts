import { readFile } from 'node:fs/promises';

import { buildKnownDgaFilter, loadKnownDgaFilter, type KnownDgaFilter } from '@degas/generators';
import { DomainList, type KnownDgaLookup } from '@degas/inference';
import { openInput } from '@degas/logs/node';

import { TrainerError } from '../errors.ts';
import { filterSpan } from '../filter/filter-span.ts';
import { cannotRead } from '../reading/cannot-read.ts';

/** Reads the rules of a file (compressed or not), one a line; `option` is what names it. */
export async function readRules(file: string, option: string): Promise<DomainList> {
  return rulesOf(await readLines(file, option), file, option);
}

/** Returns the rules of a file as they are written; throws for one that is none, with its line. */
export async function readRuleTexts(file: string, option: string): Promise<readonly string[]> {
  const lines = await readLines(file, option);
  rulesOf(lines, file, option);
  return lines.filter((line) => line !== '');
}

/** The lines of a file without what follows a `#`. */
async function readLines(file: string, option: string): Promise<readonly string[]> {
  let text = '';
  try {
    for await (const { bytes } of openInput(file)) {
      const decoder = new TextDecoder();
      for await (const block of bytes) text += decoder.decode(block, { stream: true });
      text += `${decoder.decode()}\n`;
    }
  } catch (cause) {
    const rules = { expected: 'a file with a name a line', advice: 'check the path' };
    throw cannotRead(file, option, rules, cause);
  }
  return text.split(/\r\n|\n|\r/).map((line) => line.replace(/#.*/, '').trim());
}

function rulesOf(lines: readonly string[], file: string, option: string): DomainList {
  try {
    return new DomainList(lines.filter((line) => line !== ''));
  } catch (cause) {
    const at = lines.findIndex((line) => line !== '' && !isRule(line));
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      `${file} (${option}), line ${at + 1}: '${(lines[at] ?? '').slice(0, 80)}' is no name. Expected a domain name, or *. and a domain name; take the line out or correct it.`,
      { cause },
    );
  }
}

function isRule(line: string): boolean {
  try {
    return new DomainList([line]).size > 0;
  } catch {
    return false;
  }
}

/** Stands for a filter of the current month, which is built in seconds. */
export const THIS_MONTH = 'this-month';
const OPTION = '--known-dga';

/** Reads a filter of known DGA names as `degas filter` and `@degas/generators` save it, or builds that of the month of `now`. */
export async function readKnownDgaFilter(file: string, now: number): Promise<KnownDgaFilter> {
  return file === THIS_MONTH ? buildKnownDgaFilter(filterSpan({}, now)) : await load(file);
}

/** Returns the same as a classifier looks names up in it. */
export async function readKnownDga(file: string, now: number): Promise<KnownDgaLookup> {
  return knownDgaLookup(await readKnownDgaFilter(file, now));
}

export function knownDgaLookup(filter: KnownDgaFilter): KnownDgaLookup {
  return { familyOf: (name) => filter.lookup(name)?.family ?? null };
}

async function load(file: string): Promise<KnownDgaFilter> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw cannotRead(
      file,
      OPTION,
      {
        expected: `a filter of known DGA names, or ${THIS_MONTH}`,
        advice: 'check the path, or write one with degas filter',
      },
      cause,
    );
  }
  try {
    return loadKnownDgaFilter(bytes);
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      `${file} (${OPTION}) is no filter of known DGA names, or a damaged one. Expected what degas filter writes, or ${THIS_MONTH}; write it anew.`,
      { cause },
    );
  }
}
