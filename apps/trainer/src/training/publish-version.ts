import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { renderReport } from '@degas/evaluation';
import { defaultVersion, listModels, saveModel, setDefaultVersion } from '@degas/model';

import type { ThresholdChoice } from './choose-thresholds.ts';
import type { FoldFigures } from './cross-validation.ts';
import type { FalseAlarms } from './false-alarms.ts';
import { gitCommit } from './provenance.ts';
import type { TrainingPlan } from './training-plan.ts';
import { metricsOf } from './validation-report.ts';

export interface PublishOptions {
  readonly folds: readonly FoldFigures[];
  /** The line that trains the model again. */
  readonly command: string;
  readonly created: Date;
}

/**
 * Writes a version's folder with its reports; returns the names of its files. The versions next to it keep their default: a new
 * one becomes the default by `degas models --default`, not by being trained.
 */
export async function publishVersion(
  { out, network, overwrite }: TrainingPlan,
  { trained, calibration, threshold, operatingPoints, report, falseAlarms }: ThresholdChoice,
  { folds, command, created }: PublishOptions,
): Promise<readonly string[]> {
  await keepDefault(out);
  const { history } = trained;
  const { files } = await saveModel(
    trained,
    out,
    {
      threshold,
      operatingPoints,
      metrics: {
        validation: metricsOf(report),
        ...(falseAlarms.length > 0 && { falseAlarms: falseAlarms.map(plainAlarms) }),
        ...(calibration && { calibration: { ...calibration } }),
        ...(folds.length > 0 && { folds: folds.map((figures) => ({ ...figures })) }),
      },
      created,
      command,
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
  return Object.keys(files);
}

function plainAlarms({ interval, ...alarms }: FalseAlarms) {
  return { ...alarms, interval: interval === null ? null : [interval.low, interval.high] };
}

/** Where no default is written down, the newest version is one: it is written down before a newer one comes. */
async function keepDefault(out: string): Promise<void> {
  const root = dirname(out);
  if (!/^[1-9]\d*$/.test(basename(out)) || existsSync(join(root, 'default'))) return;
  const others = existsSync(root) ? await listModels(root) : [];
  if (others.every(({ directory }) => directory === out)) return;
  await setDefaultVersion(root, await defaultVersion(root));
}
