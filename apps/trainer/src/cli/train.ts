import { Option, type Command } from '@commander-js/extra-typings';
import { splitNames } from '@degas/dataset';
import { backends, releaseBackend } from '@degas/model';
import { InvalidArgumentError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { trainGroup, trainModel } from '../commands/train.ts';
import { splitChoice } from '../training/training-split.ts';
import {
  classWeight,
  count,
  example,
  notNegative,
  positive,
  share,
  splits,
  whole,
} from './option-values.ts';

/** The command line of `degas train`. */
export function define(program: Command, terminal: CommandContext): void {
  program
    .command('train')
    .alias('train-model')
    .description(
      'Train a model version; without DATA, on the embedded default (no download needed).',
    )
    .argument('[data]', 'processed folder, or a CSV file with the columns domain and label')
    .option('--network <name>', "network (default: nyu, or the recipe's)")
    .option('--epochs <n>', 'most passes over the data', count)
    .option('--batch-size <n>', 'names a step', count)
    .option('--learning-rate <rate>', 'of Adam', positive)
    .addOption(
      new Option(
        '--schedule <name>',
        "of the learning rate (default: plateau, or the recipe's)",
      ).choices(['plateau', 'cosine']),
    )
    .option('--patience <n>', 'epochs without improvement before training ends', count)
    .option('--kfold-splits <n>', 'cross-validate on this many equal parts', splits)
    .option('--label-smoothing <share>', 'how far targets stay from 0 and 1', share)
    .option('--dga-weight <n>', "of a DGA name beside a benign one, or 'balanced'", classWeight)
    .option('--family-balance <share>', '0: families as they come, 1: all count the same', share)
    .option('--seed <n>', 'of everything random', whole)
    .addOption(
      new Option('--backend <name>', 'where tensors live').choices(backends).default('wasm'),
    )
    .option('--family-weight <n>', 'of the family head beside the score; 0 for none', notNegative)
    .addOption(
      new Option(
        '--recipe <name>',
        'what else goes in beside the data; keeps sources apart to judge by',
      ).choices(['flagship']),
    )
    .option('--share <part>', "part of a recipe's rows to train on", share)
    .option('--without <families>', "families that a recipe leaves out: a,b,c or 'unseen-families'")
    .addOption(
      new Option(
        '--split <name>',
        'what is kept apart to judge by: random (default), source=A,B, date=DAY, unseen-families[=A,B], ' +
          'unseen-benign-sources[=A,B], k-fold=1/5',
      )
        .argParser(split)
        .conflicts(['recipe', 'kfoldSplits']),
    )
    .option('--limit <n>', 'train on at most this many rows, drawn at random', count)
    .option('--cap-family <n>', 'at most this many names of a family', count)
    .option('--cap-benign <n>', 'at most this many benign names', count)
    .option('--out <dir>', 'model version to write (default: the next one under models/degas)')
    .option('--resume', 'go on where an interrupted training to the same --out stopped', false)
    .option('--checkpoint-every <n>', 'batches between checkpoints (default: 200)', count)
    .option('--tensorboard <dir>', 'write logs for TensorBoard')
    .option('--group-network <dir>', 'train nothing but the group network of this version')
    .option('--overwrite', 'replace the version that stands in --out', false)
    .addHelpText('after', example('degas train data/processed --epochs 5 --out models/degas/2'))
    .action((data, { groupNetwork, ...options }) => {
      const given = { ...options, ...(data === undefined ? {} : { data }) };
      return groupNetwork === undefined
        ? trainModel(given, terminal).finally(releaseBackend)
        : trainGroup(groupNetwork, given, terminal);
    });
}

function split(value: string): string {
  if (splitChoice(value) !== null) return value;
  throw new InvalidArgumentError(
    `It must be one of ${splitNames.join(', ')}, such as unseen-families or date=2020-01-01.`,
  );
}
