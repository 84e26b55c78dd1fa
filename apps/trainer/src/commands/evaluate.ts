import type { ColumnOptions } from '@degas/dataset';
import {
  compareModels,
  evaluateScores,
  formatAudited,
  formatComparison,
  formatReport,
  formatRobustness,
  measureRobustness,
  renderReport,
  type AttackResult,
  type EvaluationReport,
} from '@degas/evaluation';
import type { Backend } from '@degas/model';

import { addAudits } from '../audit/machine-made.ts';
import type { CommandContext } from '../command-context.ts';
import { attacksOn } from '../evaluation/attack-names.ts';
import { openScorer, type Scorer } from '../evaluation/open-scorer.ts';
import {
  scoreLabelled,
  withoutMachineMade,
  type ScoredNames,
} from '../evaluation/score-labelled.ts';
import { prepareReports, writeReports } from '../evaluation/write-reports.ts';
import { mustBeModel } from '../models/model-folder.ts';

export interface EvaluateCommandOptions extends ColumnOptions {
  readonly data: string;
  readonly model?: string;
  /** Another model version, evaluated on the same names. */
  readonly compare?: string;
  readonly out?: string;
  /** Results of audits, beside those that ship: benign names in them that machines made are told apart. */
  readonly audit: readonly string[];
  /** Of models that have no compiled form. */
  readonly backend: Backend;
  readonly robustness: boolean;
  /** Whether the report is printed as JSON. */
  readonly json: boolean;
}

/** Scores labelled names and prints the metrics of the model, also under attack and next to another model. */
export async function evaluate(
  options: EvaluateCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const { data, backend, compare, out } = options;
  await addAudits(options.audit);
  mustBeModel(options.model, '--model');
  mustBeModel(compare, '--compare');
  if (out !== undefined) await prepareReports(out, data);
  const model = await openScorer(options.model, backend);
  const rival = compare === undefined ? undefined : await openScorer(compare, backend);
  const names = await scoreLabelled(options, rival ? [model, rival] : [model], terminal);
  const [scores = new Float32Array(0), rivalScores] = names.scores;

  const reportOn = (part: Omit<ScoredNames, 'scores'>, partScores: Float32Array) =>
    evaluateScores({
      ...part,
      scores: partScores,
      threshold: model.threshold,
      thresholds: Object.fromEntries(
        model.operatingPoints.map(({ level, threshold }) => [level, threshold]),
      ),
    });
  const report = reportOn(names, scores);
  const people = withoutMachineMade(names);
  const [peopleScores = scores] = people?.scores ?? [];
  const audited = people === null ? undefined : reportOn(people, peopleScores);
  const robustness = options.robustness ? await attack(model, report, names) : [];
  const comparison =
    rival && rivalScores
      ? compareModels(names.labels, { ...model, scores }, { ...rival, scores: rivalScores })
      : undefined;

  const texts = [
    formatReport(report),
    ...(audited ? [formatAudited(report, audited)] : []),
    ...(robustness.length > 0 ? [formatRobustness(robustness)] : []),
    ...(comparison ? [formatComparison(comparison)] : []),
  ];
  const figures = { model: model.name, data, ...report, audited, robustness, comparison };
  const tables = texts.join('\n\n');
  terminal.stdout.write(`${options.json ? JSON.stringify(figures, null, 2) : tables}\n`);
  if (out === undefined) return;
  const page = await renderReport(report, {
    title: `${model.name} on ${data}`,
    history: model.history,
    robustness,
    ...(audited && { audited }),
    ...(model.manifest && { manifest: model.manifest }),
    ...(comparison && { comparison }),
  });
  await writeReports(out, figures, page);
}

/** Measures attacks at the model's own thresholds and operating points, or at those of these names where it has none. */
async function attack(
  { threshold, operatingPoints, score }: Scorer,
  report: EvaluationReport,
  judged: ScoredNames,
): Promise<AttackResult<string>[]> {
  const { names, attacks } = attacksOn(judged);
  if (names.length === 0) return [];
  const points = operatingPoints.length > 0 ? operatingPoints : report.operatingPoints;
  const levels = points.flatMap((point) =>
    point.threshold === null ? [] : [[point.level, point.threshold] as const],
  );
  const thresholds = {
    [`threshold ${Number(threshold.toPrecision(6))}`]: threshold,
    ...Object.fromEntries(levels),
  };
  return measureRobustness({ score, names, attacks, thresholds });
}
