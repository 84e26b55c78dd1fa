import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { readDataset, unseenFamilies, type ColumnOptions } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';
import { defaultTraining, findNetwork, type Backend, type TrainingSettings } from '@degas/model';

import { leaveOutMachineMade } from '../audit/leave-out-machine-made.ts';
import { addAudits } from '../audit/machine-made.ts';
import type { CommandContext } from '../command-context.ts';
import { demoDataset } from '../demo-dataset.ts';
import { TrainerError } from '../errors.ts';
import { reportReading } from '../progress/read-progress.ts';
import { mustHaveNames } from '../reading/must-have-names.ts';
import { flagshipRecipe, type Recipe } from '../recipe/flagship-recipe.ts';
import { flagshipTraining } from '../recipe/recipe-options.ts';
import { sampleRows, type RowLimits } from '../sampling/sample-rows.ts';
import { foldCheckpoint } from './cross-validation.ts';
import type { TrainingJob } from './run-training.ts';
import { chosenSplit, rowsOfSide, splitChoice } from './training-split.ts';

export const MODELS = 'models/degas';
export const PROCESSED = 'data/processed';
/** A model of the embedded default is a demonstration; it doesn't join the versions that are served. */
const DEMO_MODEL = 'data/models/embedded/1';
const VALIDATION_FRACTION = 0.2;

/** Enough to detect most families, little enough for three minutes on two cores. */
const embeddedDefaults = { epochs: 3, capBenign: 40_000 } as const;
const DEFAULT_EPOCHS = 5;

export interface TrainCommandOptions
  extends RowLimits, ColumnOptions, Partial<Omit<TrainingSettings, 'validationFraction'>> {
  readonly data?: string;
  readonly backend: Backend;
  /** What is added to the data; the data alone unless given. */
  readonly recipe?: 'flagship';
  /** Families that a recipe leaves out, with commas between; `unseen-families` for the fixed list. */
  readonly without?: string;
  /** Part of a recipe's rows that is trained on. */
  readonly share?: number;
  /** Equal parts for cross-validation; without them, a fifth of the names is held out. */
  readonly kfoldSplits?: number;
  /** What is held out for validation, such as `unseen-families` or `date=2020-01-01`; a fifth of the names unless given. */
  readonly split?: string;
  /** Folder for TensorBoard's logs. */
  readonly tensorboard?: string;
  readonly checkpointEvery?: number;
  readonly out?: string;
  /** Results of audits, beside those that ship: benign names in them that machines made are neither trained on nor judged by. */
  readonly audit: readonly string[];
  readonly resume: boolean;
  readonly overwrite: boolean;
}

/** Everything that is decided before anything is read or written. */
export interface TrainingPlan {
  readonly network: string;
  readonly backend: Backend;
  /** What the data is called in messages. */
  readonly dataName: string;
  /** The version folder to write. */
  readonly out: string;
  /** The checkpoint of this training and of its folds. */
  readonly checkpoints: readonly string[];
  /** True where a checkpoint of an earlier run is continued. */
  readonly resumes: boolean;
  readonly overwrite: boolean;
  readonly kfoldSplits: number | null;
  readonly recipe: Recipe | null;
  readonly job: TrainingJob;
}

/** Decides what is trained on what, where it goes and what it may replace. */
export async function resolveTrainingPlan(
  options: TrainCommandOptions,
  terminal: CommandContext,
): Promise<TrainingPlan> {
  const { data, backend, kfoldSplits } = options;
  await addAudits(options.audit);
  const settings = {
    network: defaultTraining.network,
    ...(data === undefined ? embeddedDefaults : { epochs: DEFAULT_EPOCHS }),
    ...(options.recipe && flagshipTraining),
    ...options,
  };
  mustExist(data, settings.network);
  const out =
    options.out ?? (data === undefined ? DEMO_MODEL : nextVersion(MODELS, options.resume));
  const checkpoint = `${out}.checkpoint`;
  const checkpoints = Array.from({ length: kfoldSplits ?? 0 }, (_, index) =>
    foldCheckpoint(checkpoint, index + 1),
  ).concat(checkpoint);
  const resumes = options.resume && checkpoints.some((file) => existsSync(file));
  const recipe = await recipeOf(options);
  return {
    network: settings.network,
    backend,
    dataName: data ?? 'the embedded default',
    out,
    checkpoints,
    resumes,
    // What a stopped run left in its place is its own to replace, and so is the demonstration of an earlier run.
    overwrite: options.overwrite || out === DEMO_MODEL || resumes,
    kfoldSplits: kfoldSplits ?? null,
    recipe,
    job: {
      ...rowsOf(options, recipe, terminal, settings),
      settings: { ...settings, validationFraction: VALIDATION_FRACTION },
      checkpoint,
      ...(options.tensorboard !== undefined && { tensorboard: options.tensorboard }),
    },
  };
}

/** Throws for data or a network that does not exist, before a word is said about training. */
function mustExist(data: string | undefined, network: string): void {
  if (data !== undefined && !existsSync(data)) {
    throw new TrainerError(
      'TRAINER_INPUT_MISSING',
      `There is no file or folder '${data}' to train on. Expected a processed folder or a labelled file; check the path.`,
    );
  }
  // Throws for an unknown one, with those that exist.
  findNetwork(network);
}

async function recipeOf(options: TrainCommandOptions): Promise<Recipe | null> {
  if (options.recipe === undefined) return null;
  return flagshipRecipe({
    data: options.data ?? PROCESSED,
    seed: options.seed ?? defaultTraining.seed,
    without: familiesIn(options.without),
    ...(options.share !== undefined && { share: options.share }),
  });
}

/** The rows to train on and to validate on: of the recipe, of the split, or a part that training holds out itself. */
function rowsOf(
  options: TrainCommandOptions,
  recipe: Recipe | null,
  terminal: CommandContext,
  limits: RowLimits,
): Pick<TrainingJob, 'rows' | 'validation' | 'families' | 'split'> {
  const seed = options.seed ?? defaultTraining.seed;
  if (recipe !== null) {
    return {
      rows: () => recipe.training,
      validation: recipe.validation,
      families: recipe.families,
      split: { name: 'recipe', settings: { recipe: options.recipe, seed } },
    };
  }
  const rows = () =>
    sampleRows(() => reportReading(peopleRows(options, terminal), terminal), limits);
  const split = chosenSplit(splitChoice(options.split ?? 'random'), seed);
  if (split === undefined) return { rows };
  return {
    rows: () => rowsOfSide(rows(), split, 'training'),
    validation: () => rowsOfSide(rows(), split, 'test'),
    split,
  };
}

function peopleRows(
  options: TrainCommandOptions,
  { stderr, isQuiet }: CommandContext,
): AsyncIterable<LabelledDomain> {
  return leaveOutMachineMade(sourceRows(options), (count) => {
    if (count > 0 && !isQuiet) {
      stderr.write(`left out: ${count} benign names that an audit found to be machine-made\n`);
    }
  });
}

function sourceRows({
  data,
  domainColumn,
  labelColumn,
  familyColumn,
}: TrainCommandOptions): AsyncIterable<LabelledDomain> {
  if (data === undefined) return demoDataset();
  const rows = readDataset({
    source: data,
    ...(domainColumn !== undefined && { domainColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(familyColumn !== undefined && { familyColumn }),
  });
  return mustHaveNames(rows, data);
}

/** Families of a list with commas between; `unseen-families` stands for the fixed list. */
export function familiesIn(list = ''): readonly string[] {
  return list === 'unseen-families' ? unseenFamilies : list.split(',').filter(Boolean);
}

/** The number after the last version; when resuming, that of the last version with a checkpoint. */
function nextVersion(root: string, resume: boolean): string {
  const entries = existsSync(root) ? readdirSync(root) : [];
  const numbers = (pattern: RegExp): number[] =>
    entries.flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
  const begun = resume ? numbers(/^([1-9]\d*)(?:\.fold-\d+)?\.checkpoint$/) : [];
  const version =
    begun.length > 0 ? Math.max(...begun) : Math.max(0, ...numbers(/^([1-9]\d*)$/)) + 1;
  return join(root, String(version));
}
