import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { didYouMean } from '../cli/did-you-mean.ts';
import { TrainerError } from '../errors.ts';

/**
 * Throws where an option that names a model does not: a folder that holds versions instead of being one, or nothing at all.
 * `option` is the option as it is typed.
 */
export function mustBeModel(model: string | undefined, option: string): void {
  if (model === undefined || existsSync(join(model, 'manifest.json'))) return;
  const found = statSync(model, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new TrainerError(
      'TRAINER_INPUT_MISSING',
      `There is no model at '${model}' (${option}). Expected a version's folder such as models/degas/1; check the path. ${suggestion(model)}`.trim(),
    );
  }
  const versions = found.isDirectory() ? versionsIn(model) : [];
  if (versions.length === 0) return;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    `${model} holds versions ${versions.join(', ')} (${option}). Expected one of them; give ${join(model, versions.at(-1) ?? '')}.`,
  );
}

function versionsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[1-9]\d*$/.test(name))
    .sort((a, b) => Number(a) - Number(b));
}

/** The version that may be meant, among those next to it. */
function suggestion(model: string): string {
  const at = model.replace(/\/+$/, '').lastIndexOf('/');
  const root = at < 0 ? '.' : model.slice(0, at);
  if (!existsSync(root) || !statSync(root).isDirectory()) return '';
  const versions = versionsIn(root);
  const near = versions.length > 0 ? versions.map((version) => join(root, version)) : [];
  return near.length === 0 ? '' : `There are ${near.join(', ')}. ${didYouMean(model, near)}`;
}
