import { rm } from 'node:fs/promises';

import { computeDevice, prepareVersion, useBackend } from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { interrupted } from '../progress/read-progress.ts';
import { crossValidate, type CrossValidation } from './cross-validation.ts';
import { runTraining } from './run-training.ts';
import type { TrainingPlan } from './training-plan.ts';

/** Trains, or cross-validates, by a plan; the folds are empty for a single training. */
export async function runPlan(
  plan: TrainingPlan,
  terminal: CommandContext,
): Promise<CrossValidation> {
  const { out, checkpoints, resumes, overwrite, job, kfoldSplits } = plan;
  await prepareVersion(out, { overwrite });
  if (!resumes) await removeCheckpoints(checkpoints);
  await useBackend(plan.backend);
  terminal.stderr.write(
    `training ${plan.network} on ${plan.dataName}, backend ${plan.backend}: ${computeDevice().description}${resumes ? ', from its checkpoint' : ''}\n`,
  );
  const result =
    kfoldSplits === null
      ? { best: await runTraining(job, terminal), folds: [] }
      : await crossValidate(job, kfoldSplits, terminal);
  if (result.best.bestEpoch === 0) throw interrupted('its first epoch ended', plan.checkpoints);
  return result;
}

export async function removeCheckpoints(files: readonly string[]): Promise<void> {
  for (const file of files) await rm(file, { force: true });
}
