import type { Command } from '@commander-js/extra-typings';

import { TrainerError } from '../errors.ts';
import type { Verb, Verbs } from './define-verbs.ts';

/** What `@degas/cli` lists of the verbs that `@degas/trainer` adds, in their own words; a test holds both together. */
const absent = [
  {
    name: 'download',
    alias: 'download-data',
    description:
      'Download raw files from S3, HTTP or a named list; without a source, print the named lists.',
  },
  {
    name: 'process',
    alias: 'process-data',
    description: 'Clean a folder of raw feeds, lists and logs into one labelled data set.',
  },
  {
    name: 'audit',
    alias: null,
    description:
      'Find names of benign lists that machines made: draw sheets for readers, and read their answers back.',
  },
  {
    name: 'train',
    alias: 'train-model',
    description:
      'Train a model version; without DATA, on the embedded default (no download needed).',
  },
  {
    name: 'evaluate',
    alias: null,
    description:
      'Evaluate a model on labelled names: metrics, recall by family, low false-positive rates.',
  },
  {
    name: 'models',
    alias: null,
    description: 'List the versions of a model and their metrics, and choose the default.',
  },
  {
    name: 'export',
    alias: null,
    description: 'Export a model for another runtime. MODEL may be a .h5 file of Keras.',
  },
] as const;

/** The verbs of `@degas/trainer` where it is not installed: listed in the help; each says what to install. */
export const absentVerbs: Verbs = Object.fromEntries(
  absent.map((verb) => [verb.name, () => Promise.resolve(absentVerb(verb))]),
);

function absentVerb({ name, alias, description }: (typeof absent)[number]): Verb {
  return {
    define(program: Command) {
      const command = program
        .command(name)
        .description(`${description} Needs @degas/trainer.`)
        .argument('[arguments...]', 'what @degas/trainer takes')
        .helpOption(false)
        .allowUnknownOption()
        .action(() => {
          throw new TrainerError(
            'TRAINER_PACKAGE_MISSING',
            `degas ${name} needs TensorFlow or an S3 client, which @degas/cli does without. ` +
              `Add the package that has it: npm install @degas/trainer (with -g if @degas/cli was installed so), ` +
              `or without installing: npx @degas/trainer ${name}.`,
          );
        });
      if (alias !== null) command.alias(alias);
    },
  };
}
