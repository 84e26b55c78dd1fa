import { type GroupHeader, type GroupNetwork, withGroupNetwork } from '@degas/inference';

import { changeCompiled } from '../directory/change-compiled.ts';

/** A group network with what its values mean. */
export interface TrainedGroup extends Omit<GroupHeader, 'units'> {
  readonly network: GroupNetwork;
}

/**
 * Puts a group network into the `degas.bin` of a model directory, in place of the one that may be there, and its digest into the
 * manifest. The directory is replaced as a whole.
 */
export async function addGroupNetwork(
  directory: string,
  { network, ...header }: TrainedGroup,
  metrics: Readonly<Record<string, number>> = {},
): Promise<void> {
  await changeCompiled(
    directory,
    (model) => withGroupNetwork(model, network, header),
    (manifest) => ({
      ...manifest,
      metrics: {
        ...manifest.metrics,
        ...(Object.keys(metrics).length > 0 && { group: { ...metrics } }),
      },
    }),
  );
}
