import { defaultTraining } from '@degas/model';

import { trainGroupNetwork } from '../clients/train-group-network.ts';
import type { CommandContext } from '../command-context.ts';
import { mustBeModel } from '../models/model-folder.ts';
import { commandLine, gitCommit } from './provenance.ts';
import { familiesIn, PROCESSED, type TrainCommandOptions } from './training-plan.ts';

/** Trains the group network of a version that exists and adds it to its files. */
export async function trainGroup(
  directory: string,
  {
    data = PROCESSED,
    seed = defaultTraining.seed,
    without,
    share,
  }: Pick<TrainCommandOptions, 'data' | 'seed' | 'without' | 'share'>,
  { stderr, isQuiet }: CommandContext,
): Promise<void> {
  mustBeModel(directory, '--group-network');
  const shaping = { seed, ...(without && { without }), ...(share !== undefined && { share }) };
  await trainGroupNetwork(
    directory,
    {
      data,
      seed,
      without: familiesIn(without),
      ...(share !== undefined && { share }),
      onProgress: (text) => {
        if (!isQuiet) stderr.write(`group network: ${text}\n`);
      },
    },
    {
      command: `${commandLine(data, shaping)} --group-network ${directory}`,
      gitCommit: gitCommit(),
    },
  );
}
