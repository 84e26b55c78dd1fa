import { formatReport } from '@degas/evaluation';
import { loadClassifier } from '@degas/inference';
import { VerdictWriter } from '@degas/logs';

import type { CommandContext } from '../command-context.ts';
import { candidatesLine, chooseCandidates } from '../training/choose-candidates.ts';
import { chooseThresholds } from '../training/choose-thresholds.ts';
import { foldTable } from '../training/cross-validation.ts';
import { falseAlarmsTable } from '../training/false-alarms.ts';
import { commandLine } from '../training/provenance.ts';
import { publishVersion } from '../training/publish-version.ts';
import { removeCheckpoints, runPlan } from '../training/run-plan.ts';
import { trainGroup } from '../training/train-group.ts';
import { resolveTrainingPlan, type TrainCommandOptions } from '../training/training-plan.ts';

/** Well-known names and random ones, whose verdicts are shown after a training. */
const EXAMPLES = [
  'google.com',
  'www.wikipedia.org',
  'news.bbc.co.uk',
  'xjpakmdcfuqe.in',
  '234kd3ds9fkj3.com',
  'kjdfhgkwjerhtqq.net',
] as const;

/** Trains a model version from labelled rows and writes it with its metrics, which also go to standard output. */
export async function trainModel(
  options: TrainCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const plan = await resolveTrainingPlan(options, terminal);
  if (options.resume && !plan.resumes) {
    terminal.stderr.write(
      `There is no checkpoint of ${plan.out}: training starts from the beginning.\n`,
    );
  }
  const { best, folds } = await runPlan(plan, terminal);
  const isStopped = terminal.signal.aborted;
  const choice = await chooseThresholds(best, plan.recipe);
  const { trained, report, falseAlarms } = choice;
  const files = await publishVersion(plan, choice, {
    folds,
    command: commandLine(options.data, options),
    created: new Date(terminal.now()),
  });
  trained.model.dispose();
  const heldOut = plan.job.validation?.();
  const hasCandidates = !isStopped && heldOut !== undefined && files.includes('degas.bin');
  const candidates = hasCandidates ? await chooseCandidates(plan.out, heldOut) : null;
  if (plan.recipe !== null && !isStopped && files.includes('degas.bin')) {
    await trainGroup(plan.out, options, terminal);
  }
  if (!isStopped) await removeCheckpoints(plan.checkpoints);

  const { stdout } = terminal;
  if (folds.length > 0) stdout.write(`${foldTable(folds)}\n\n`);
  stdout.write(`${formatReport(report)}\n\n`);
  if (falseAlarms.length > 0) stdout.write(`${falseAlarmsTable(falseAlarms)}\n\n`);
  if (candidates !== null) stdout.write(`${candidatesLine(candidates)}\n\n`);
  if (files.includes('degas.bin')) {
    const classifier = await loadClassifier(plan.out);
    stdout.write(new VerdictWriter('tsv').lines(classifier.classify(EXAMPLES)));
    classifier.close();
  }
  stdout.write(
    isStopped
      ? `\nstopped; the best so far, of epoch ${trained.bestEpoch}, is written to ${plan.out}; --resume goes on\n`
      : `\nmodel written to ${plan.out}; report: ${plan.out}/report.html; try it: degas predict --model ${plan.out} www.google.com\n`,
  );
}
