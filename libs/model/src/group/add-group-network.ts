import { type GroupLevels, type GroupNetworks, withGroupNetwork } from '@degas/inference';

import { changeCompiled } from '../directory/change-compiled.ts';

/** A group network with what its values mean. */
export interface TrainedGroup extends GroupLevels {
  readonly networks: GroupNetworks;
}

/**
 * Puts a group network into the `degas.bin` of a model directory, in place of the one that may be there, and its digest into the
 * manifest. The directory is replaced as a whole.
 */
export async function addGroupNetwork(
  directory: string,
  { networks, ...header }: TrainedGroup,
  metrics: Readonly<Record<string, number | string | null>> = {},
): Promise<void> {
  await changeCompiled(
    directory,
    (model) => withGroupNetwork(model, networks, header),
    (manifest) => ({
      ...manifest,
      metrics: {
        ...manifest.metrics,
        ...(Object.keys(metrics).length > 0 && { group: { ...metrics } }),
      },
    }),
  );
}
