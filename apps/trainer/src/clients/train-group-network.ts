import { loadClassifier } from '@degas/inference';
import { addGroupNetwork } from '@degas/model';

import { fitGroup, type FitGroupOptions } from './fit-group.ts';

/** Scores that are remembered while clients are simulated: most names are drawn more than once. */
const CACHE_SIZE = 2 ** 20;
/** How likely a group's family must be its own; docs/research/clients.md. */
const FAMILY_THRESHOLD = 0.25;

/** The command line and the commit that train a group network. */
export interface GroupProvenance {
  readonly command: string;
  readonly gitCommit: string | null;
}

/** Trains the group network of a model directory and puts it there: the last step of the flagship's recipe. */
export async function trainGroupNetwork(
  directory: string,
  options: FitGroupOptions,
  provenance: GroupProvenance,
): Promise<void> {
  const classifier = await loadClassifier(directory, { cacheSize: CACHE_SIZE });
  const { fittedOn, ...trained } = await fitGroup(classifier, options);
  classifier.close();
  const group = { ...trained, familyThreshold: FAMILY_THRESHOLD };
  await addGroupNetwork(directory, group, { ...fittedOn, ...provenance });
}
