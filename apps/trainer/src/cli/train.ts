import { Option, type Command } from '@commander-js/extra-typings';
import { splitNames } from '@degas/dataset';
import { backends, defaultTraining, releaseBackend } from '@degas/model';
import { InvalidArgumentError } from 'commander';

import type { CommandContext } from '../command-context.ts';
import { trainModel } from '../commands/train.ts';
import { trainGroup } from '../training/train-group.ts';
import { splitChoice } from '../training/training-split.ts';
import {
  classWeight,
  count,
  example,
  notNegative,
  positive,
  repeated,
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
    .argument('[data]', 'processed folder, or a labelled file of any format')
    .option('--network <name>', `network to train (default: nyu, or the recipe's)`)
    .option('--epochs <n>', 'maximum number of epochs (default: 5; 3 without DATA)', count)
    .option('--batch-size <n>', `batch size (default: ${defaultTraining.batchSize})`, count)
    .option(
      '--learning-rate <rate>',
      `Adam learning rate (default: ${defaultTraining.learningRate})`,
      positive,
    )
    .addOption(
      new Option(
        '--schedule <name>',
        "learning rate schedule (default: plateau, or the recipe's)",
      ).choices(['plateau', 'cosine'] as const),
    )
    .option(
      '--patience <n>',
      `epochs without improvement before training stops (default: ${defaultTraining.patience})`,
      count,
    )
    .option('--kfold-splits <n>', 'cross-validate on this many equal parts', splits)
    .option(
      '--label-smoothing <share>',
      `distance of the targets from 0 and 1 (default: ${defaultTraining.labelSmoothing})`,
      share,
    )
    .option(
      '--dga-weight <n>',
      "weight of a DGA name relative to a benign one, or 'balanced'",
      classWeight,
    )
    .option(
      '--family-balance <share>',
      'weight of families: 0 by their names, 1 all the same',
      share,
    )
    .option('--seed <n>', `seed of everything random (default: ${defaultTraining.seed})`, whole)
    .addOption(
      new Option('--backend <name>', 'compute backend').choices(backends).default('wasm' as const),
    )
    .option(
      '--family-weight <n>',
      'weight of the family loss relative to the score; 0 trains no family head',
      notNegative,
    )
    .addOption(
      new Option(
        '--recipe <name>',
        'training data to add; holds sources out for validation',
      ).choices(['flagship'] as const),
    )
    .option('--share <part>', "part of a recipe's rows to train on, from 0 to 1", share)
    .option('--without <families>', "families that a recipe leaves out: a,b,c or 'unseen-families'")
    .addOption(
      new Option(
        '--split <name>',
        'what is held out for validation: random (default), source=A,B, date=DAY, unseen-families[=A,B], ' +
          'unseen-benign-sources[=A,B], k-fold=1/5',
      )
        .argParser(split)
        .conflicts(['recipe', 'kfoldSplits']),
    )
    .option('--limit <n>', 'maximum number of rows, drawn at random', count)
    .option('--cap-family <n>', 'maximum number of names of a family', count)
    .option('--cap-benign <n>', 'maximum number of benign names', count)
    .option(
      '--domain-column <column>',
      'column or field of the name: a title, a JSON path or a number from 1',
    )
    .option('--label-column <column>', 'column or field of the class (benign or dga, 0 or 1)')
    .option('--family-column <column>', 'column or field of the DGA family')
    .option(
      '--out <dir>',
      'model version to write (default: the next one under models/degas, which does not become the default)',
    )
    .option('--resume', 'continue an interrupted training to the same --out', false)
    .option('--checkpoint-every <n>', 'batches between checkpoints (default: 200)', count)
    .option('--tensorboard <dir>', 'write logs for TensorBoard to this folder')
    .option('--group-network <dir>', 'train only the group network of this version')
    .option('--overwrite', 'replace the version in --out', false)
    .option(
      '--audit <file>',
      'digests of an audit (degas audit --read), beside those that ship; may be repeated',
      repeated,
      [],
    )
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
