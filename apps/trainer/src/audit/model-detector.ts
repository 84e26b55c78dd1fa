import { unseenBenignSources } from '@degas/dataset';
import { loadClassifier } from '@degas/inference';
import { readManifest } from '@degas/model';

import { TrainerError } from '../errors.ts';
import { mustBeModel } from '../models/model-folder.ts';

/** Returns a model version as a detector; throws where it was trained on one of the lists, by the sources in its manifest. */
export async function openDetector(
  directory: string,
  lists: ReadonlySet<string>,
): Promise<(names: readonly string[]) => Float32Array> {
  mustBeModel(directory, '--detector');
  const { dataset } = await readManifest(directory);
  // A recipe's held-out sources are counted, too, though no weight has seen them.
  const heldOut: readonly string[] = dataset.split?.name === 'recipe' ? unseenBenignSources : [];
  const known = dataset.sources.find(
    ({ source, benign }) => benign > 0 && lists.has(source) && !heldOut.includes(source),
  );
  if (known !== undefined) {
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      `${directory} (--detector) was trained on the list '${known.source}', so its scores say nothing about that list's labels. ` +
        'Expected a version that was trained without it; train one with other lists, or leave --detector out.',
    );
  }
  const classifier = await loadClassifier(directory);
  return (names) => classifier.score(names);
}
