import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';

import { readDataset } from '@degas/dataset';
import { evaluateScores, formatReport, type EvaluationReport } from '@degas/evaluation';
import { loadClassifier, type OperatingPoint } from '@degas/inference';
import {
  saveModel,
  train,
  useBackend,
  type Backend,
  type LearningRateSchedule,
  type TrainedModel,
} from '@degas/model';

import { embeddedData } from '../embedded-data.ts';
import { showProgress } from '../progress.ts';
import { chooseRows, type RowLimits } from '../row-limits.ts';
import { type Terminal } from '../terminal.ts';
import { formatVerdict } from '../verdict-formats.ts';

const MODELS = 'models/degas';
/** A model of the embedded default is a demonstration; it doesn't join the versions that are served. */
const DEMONSTRATION = 'data/models/embedded/1';

/** Enough to tell most families, little enough for three minutes on two cores. */
const embeddedDefaults = { epochs: 3, capBenign: 40_000 } as const;
const defaultEpochs = 5;

export interface TrainCommandOptions extends RowLimits {
  readonly data?: string;
  readonly network: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly schedule: LearningRateSchedule;
  readonly seed?: number;
  readonly backend: Backend;
  readonly out?: string;
  readonly resume: boolean;
  readonly overwrite: boolean;
}

/** Rows → a trained model version on disk, its metrics and a few judged names on standard output. */
export async function trainModel(options: TrainCommandOptions, terminal: Terminal): Promise<void> {
  const { data, network, batchSize, learningRate, schedule, seed, backend } = options;
  const { signal, stdout } = terminal;
  const defaults = data === undefined ? embeddedDefaults : { epochs: defaultEpochs };
  const { epochs, ...limits } = { ...defaults, ...options };
  const out = options.out ?? (data === undefined ? DEMONSTRATION : nextVersion(MODELS));
  const source = () => (data === undefined ? embeddedData() : readDataset({ source: data }));

  const checkpoint = `${out}.checkpoint`;
  if (!options.resume) await rm(checkpoint, { force: true });
  await mkdir(dirname(out), { recursive: true });
  await useBackend(backend);
  terminal.stderr.write(
    `training ${network} on ${data ?? 'the embedded default'}, backend ${backend}\n`,
  );
  const progress = showProgress(terminal, 'training');
  const trained = await train(chooseRows(source, limits), {
    network,
    epochs,
    schedule,
    validationFraction: 0.2,
    checkpoint,
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(seed === undefined ? {} : { seed }),
    signal,
    now: terminal.now,
    onProgress: ({ epoch, batch, batches, loss, namesPerSecond }) => {
      const note = `epoch ${epoch}/${epochs}, loss ${loss.toFixed(4)}, ${Math.round(namesPerSecond)} names/s`;
      progress.update((epoch - 1) * batches + batch, epochs * batches, note);
    },
  });
  progress.end();

  const report = judgeValidation(trained);
  await saveModel(
    trained,
    out,
    {
      threshold: 0.5,
      operatingPoints: thresholdsOf(report),
      metrics: metricsOf(report),
      created: new Date(terminal.now()),
      command: commandLine(options),
      gitCommit: gitCommit(),
    },
    {
      overwrite: options.overwrite || data === undefined,
      files: { 'report.json': `${JSON.stringify(report, null, 2)}\n` },
    },
  );
  trained.model.dispose();
  await rm(checkpoint, { force: true });

  stdout.write(`${formatReport(report)}\n\n`);
  const classifier = await loadClassifier(out);
  for (const verdict of classifier.classify(EXAMPLES)) stdout.write(formatVerdict(verdict, 'tsv'));
  stdout.write(`\nmodel written to ${out}\n`);
}

const EXAMPLES = [
  'google.com',
  'www.wikipedia.org',
  'news.bbc.co.uk',
  'xjpakmdcfuqe.in',
  '234kd3ds9fkj3.com',
  'kjdfhgkwjerhtqq.net',
] as const;

/** Judged on the fifth of the names that training kept apart. */
function judgeValidation({ validation }: TrainedModel): EvaluationReport {
  return evaluateScores({
    ...validation,
    sources: validation.families.map(() => 'validation'),
  });
}

function thresholdsOf({ operatingPoints }: EvaluationReport): OperatingPoint[] {
  return operatingPoints.flatMap(({ level, rate, threshold, benignNames }) =>
    threshold === null ? [] : [{ level, falsePositiveRate: rate, threshold, benignNames }],
  );
}

function metricsOf({ atThreshold, rocAuc, operatingPoints, names }: EvaluationReport) {
  const { precision, recall, f1, falsePositiveRate, macroRecall } = atThreshold;
  return {
    validation: {
      names: names.total,
      precision,
      recall,
      f1,
      falsePositiveRate,
      macroRecall,
      rocAuc,
      recallAt: Object.fromEntries(
        operatingPoints.map((point) => [
          point.level,
          point.recall === null ? null : { recall: point.recall, macroRecall: point.macroRecall },
        ]),
      ),
    },
  };
}

function nextVersion(root: string): string {
  const versions = existsSync(root)
    ? readdirSync(root).filter((name) => /^[1-9]\d*$/.test(name))
    : [];
  return join(root, String(Math.max(0, ...versions.map(Number)) + 1));
}

/** The line that trains this model again: every choice that shapes it, and not where it is written. */
function commandLine(options: TrainCommandOptions): string {
  const { data, network, backend, schedule, epochs, batchSize, learningRate, seed } = options;
  const { limit, capFamily, capBenign } = options;
  const choices = {
    network,
    backend,
    schedule,
    epochs,
    batchSize,
    learningRate,
    seed,
    limit,
    capFamily,
    capBenign,
  };
  const flags = Object.entries(choices).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [`--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${value}`],
  );
  return ['degas train', ...(data === undefined ? [] : [data]), ...flags].join(' ');
}

function gitCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return null;
  }
}
