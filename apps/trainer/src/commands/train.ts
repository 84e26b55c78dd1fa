import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { readDataset, unseenFamilies } from '@degas/dataset';
import { formatReport, renderReport } from '@degas/evaluation';
import { loadClassifier } from '@degas/inference';
import { VerdictWriter } from '@degas/logs';
import {
  calibrateModel,
  defaultTraining,
  prepareVersion,
  saveModel,
  useBackend,
  type Backend,
  type TrainingSettings,
} from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { demoDataset } from '../demo-dataset.ts';
import { interrupted, reportReading } from '../progress/read-progress.ts';
import { trainGroupNetwork } from '../clients/train-group-network.ts';
import { flagshipRecipe, validationSources } from '../recipe/flagship-recipe.ts';
import { flagshipTraining } from '../recipe/recipe-options.ts';
import { sampleRows, type RowLimits } from '../sampling/sample-rows.ts';
import {
  crossValidate,
  foldCheckpoint,
  foldTable,
  type FoldFigures,
} from '../training/cross-validation.ts';
import { perSourceThresholds } from '../training/per-source-thresholds.ts';
import { commandLine, gitCommit } from '../training/provenance.ts';
import { runTraining, type TrainingJob } from '../training/run-training.ts';
import { chosenSplit, rowsOfSide, splitChoice } from '../training/training-split.ts';
import {
  DEFAULT_THRESHOLD,
  validationReport,
  metricsOf,
  thresholdsOf,
} from '../training/validation-report.ts';

const MODELS = 'models/degas';
const PROCESSED = 'data/processed';
/** A model of the embedded default is a demonstration; it doesn't join the versions that are served. */
const DEMO_MODEL = 'data/models/embedded/1';

/** Enough to tell most families, little enough for three minutes on two cores. */
const embeddedDefaults = { epochs: 3, capBenign: 40_000 } as const;
const DEFAULT_EPOCHS = 5;

export interface TrainCommandOptions
  extends RowLimits, Partial<Omit<TrainingSettings, 'validationFraction'>> {
  readonly data?: string;
  readonly backend: Backend;
  /** What else goes in beside the data; the data alone unless given. */
  readonly recipe?: 'flagship';
  /** Families that a recipe leaves out, with commas between; `unseen-families` for the fixed list. */
  readonly without?: string;
  /** Part of a recipe's rows that is trained on. */
  readonly share?: number;
  /** Equal parts for cross-validation; without them, a fifth of the names is kept apart. */
  readonly kfoldSplits?: number;
  /** What is kept apart to judge by, such as `unseen-families` or `date=2020-01-01`; a fifth of the names unless given. */
  readonly split?: string;
  /** Folder for TensorBoard's logs. */
  readonly tensorboard?: string;
  readonly checkpointEvery?: number;
  readonly out?: string;
  readonly resume: boolean;
  readonly overwrite: boolean;
}

/** Rows → a trained model version on disk, its metrics and a few judged names on standard output. */
export async function trainModel(
  options: TrainCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const { data, backend, kfoldSplits, tensorboard } = options;
  const settings = {
    network: defaultTraining.network,
    ...(data === undefined ? embeddedDefaults : { epochs: DEFAULT_EPOCHS }),
    ...(options.recipe && flagshipTraining),
    ...options,
  };
  const { network } = settings;
  const seed = options.seed ?? defaultTraining.seed;
  const recipe =
    options.recipe &&
    (await flagshipRecipe({
      data: data ?? PROCESSED,
      seed,
      without: familiesIn(options.without),
      ...(options.share !== undefined && { share: options.share }),
    }));
  const source = () => (data === undefined ? demoDataset() : readDataset({ source: data }));

  // Where to
  const out =
    options.out ?? (data === undefined ? DEMO_MODEL : nextVersion(MODELS, options.resume));
  const checkpoint = `${out}.checkpoint`;
  const checkpoints = Array.from({ length: kfoldSplits ?? 0 }, (_, index) =>
    foldCheckpoint(checkpoint, index + 1),
  ).concat(checkpoint);
  // What a stopped run has left in its place is its own to replace, and so is the demonstration of the last one.
  const resumes = options.resume && checkpoints.some((file) => existsSync(file));
  const overwrite = options.overwrite || out === DEMO_MODEL || resumes;
  await prepareVersion(out, { overwrite });
  if (!resumes) await removeAll(checkpoints);

  // Train
  terminal.stderr.write(
    `training ${network} on ${data ?? 'the embedded default'}, backend ${backend}\n`,
  );
  await useBackend(backend);
  const chosen = () => sampleRows(() => reportReading(source(), terminal), settings);
  const split = chosenSplit(splitChoice(options.split ?? 'random'), seed);
  const job: TrainingJob = {
    rows: chosen,
    ...(split && {
      rows: () => rowsOfSide(chosen(), split, 'training'),
      validation: () => rowsOfSide(chosen(), split, 'test'),
      split,
    }),
    ...(recipe && {
      rows: () => recipe.training,
      validation: recipe.validation,
      families: recipe.families,
      split: { name: 'recipe', settings: { recipe: options.recipe, seed } },
    }),
    settings: { ...settings, validationFraction: 0.2 },
    checkpoint,
    ...(tensorboard !== undefined && { tensorboard }),
  };
  const { best, folds } =
    kfoldSplits === undefined
      ? { best: await runTraining(job, terminal), folds: [] }
      : await crossValidate(job, kfoldSplits, terminal);
  const stopped = terminal.signal.aborted;
  if (best.bestEpoch === 0) throw interrupted('its first epoch ended');

  // Judge and save
  const { trained, calibration } = recipe
    ? calibrateModel(best)
    : { trained: best, calibration: null };
  const sources = recipe && (await validationSources(recipe));
  const cautious = sources && perSourceThresholds(trained.validation, sources);
  const threshold = cautious?.find(({ level }) => level === 'low')?.threshold ?? DEFAULT_THRESHOLD;
  const report = validationReport(trained, sources, threshold);
  const { history, bestEpoch } = trained;
  const { files } = await saveModel(
    trained,
    out,
    {
      threshold,
      operatingPoints: cautious ?? thresholdsOf(report),
      metrics: {
        validation: metricsOf(report),
        ...(calibration && { calibration: { ...calibration } }),
        ...(folds.length > 0 && { folds: folds.map(asJson) }),
      },
      created: new Date(terminal.now()),
      command: commandLine(data, options),
      gitCommit: gitCommit(),
    },
    {
      overwrite,
      files: {
        'history.json': `${JSON.stringify(history, null, 2)}\n`,
        'report.json': `${JSON.stringify(report, null, 2)}\n`,
        'report.html': await renderReport(report, { title: `${network}: ${out}`, history }),
      },
    },
  );
  trained.model.dispose();
  if (recipe && !stopped && 'degas.bin' in files)
    await trainGroup(out, { ...options, data: data ?? PROCESSED, seed }, terminal);
  if (!stopped) await removeAll(checkpoints);

  // Tell
  const { stdout } = terminal;
  if (folds.length > 0) stdout.write(`${foldTable(folds)}\n\n`);
  stdout.write(`${formatReport(report)}\n\n`);
  if ('degas.bin' in files) {
    const classifier = await loadClassifier(out);
    stdout.write(new VerdictWriter('tsv').lines(classifier.classify(EXAMPLES)));
  }
  stdout.write(
    stopped
      ? `\nstopped; the best so far, of epoch ${bestEpoch}, is written to ${out}; --resume goes on\n`
      : `\nmodel written to ${out}\n`,
  );
}

/** Trains the group network of a version that is there. */
export async function trainGroup(
  directory: string,
  {
    data = PROCESSED,
    seed = defaultTraining.seed,
    without,
    share,
  }: Pick<TrainCommandOptions, 'data' | 'seed' | 'without' | 'share'>,
  { stderr }: CommandContext,
): Promise<void> {
  await trainGroupNetwork(directory, {
    data,
    seed,
    without: familiesIn(without),
    ...(share !== undefined && { share }),
    onProgress: (text) => stderr.write(`group network: ${text}\n`),
  });
}

function familiesIn(list = ''): readonly string[] {
  return list === 'unseen-families' ? unseenFamilies : list.split(',').filter(Boolean);
}

const EXAMPLES = [
  'google.com',
  'www.wikipedia.org',
  'news.bbc.co.uk',
  'xjpakmdcfuqe.in',
  '234kd3ds9fkj3.com',
  'kjdfhgkwjerhtqq.net',
] as const;

const asJson = (figures: FoldFigures) => ({ ...figures });

async function removeAll(files: readonly string[]): Promise<void> {
  for (const file of files) await rm(file, { force: true });
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
