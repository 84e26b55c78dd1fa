import { basename } from 'node:path';

import { readDataset } from '@degas/dataset';
import { registrableName } from '@degas/features';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { nameBatches } from '../predict/name-batches.ts';
import { findInputs } from '../reading/find-inputs.ts';
import type { ListedName } from './cross-fit.ts';

/** Reads the registrable names of files of any format, each once: the first list that has a name counts. A file is a list by its name. */
export async function namesOfFiles(
  files: readonly string[],
  { stdin, stderr }: Pick<CommandContext, 'stdin' | 'stderr'>,
): Promise<ListedName[]> {
  await findInputs(files);
  const names = new Map<string, ListedName>();
  const onLeftOut = (name: string, reason: string): void => {
    stderr.write(`left out: ${name} (${reason})\n`);
  };
  for (const file of files) {
    const source = basename(file).replace(/\..*$/, '') || file;
    for await (const { records } of nameBatches([], [file], { stdin, onLeftOut })) {
      for (const record of records) {
        if (record.kind !== 'event') continue;
        const { registrable } = registrableName(record.name);
        if (registrable !== null && !names.has(registrable))
          names.set(registrable, { domain: registrable, source });
      }
    }
  }
  return [...names.values()];
}

/** Reads the benign names of some sources of a processed folder; `*` at the end of a source stands for any ending. */
export async function namesOfSources(
  data: string,
  patterns: readonly string[],
): Promise<ListedName[]> {
  const isAsked = (source: string): boolean =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : source === pattern,
    );
  const names: ListedName[] = [];
  const sources = new Set<string>();
  for await (const { domain, label, source } of readDataset({ source: data })) {
    if (label === 1) continue;
    sources.add(source);
    if (isAsked(source)) names.push({ domain, source });
  }
  const unknown = patterns.find((pattern) => !pattern.endsWith('*') && !sources.has(pattern));
  if (unknown === undefined) return names;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    `${data} has no benign source '${unknown}'. Expected some of: ${[...sources].sort().join(', ')}; or leave --data out for lists that are files.`,
  );
}
