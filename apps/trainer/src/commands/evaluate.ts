import {
  compareModels,
  evaluateScores,
  formatComparison,
  formatReport,
  formatRobustness,
  measureRobustness,
  renderReport,
  type AttackResult,
  type EvaluationReport,
} from '@degas/evaluation';
import type { Backend } from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { attacksOn } from '../evaluation/attack-names.ts';
import { openScorer, type Scorer } from '../evaluation/open-scorer.ts';
import { scoreLabelled, type ScoredNames } from '../evaluation/score-labelled.ts';
import { writeReports } from '../evaluation/write-reports.ts';

export interface EvaluateCommandOptions {
  readonly data: string;
  readonly model?: string;
  /** Another model version, judged on the same names. */
  readonly compare?: string;
  readonly out?: string;
  /** Of models that have no compiled form. */
  readonly backend: Backend;
  readonly robustness: boolean;
}

/** Scores labelled names and says what the model is worth on them, under attack, and beside another model. */
export async function evaluate(
  options: EvaluateCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const { data, backend, compare, out } = options;
  const model = await openScorer(options.model, backend);
  const rival = compare === undefined ? undefined : await openScorer(compare, backend);
  const names = await scoreLabelled(data, rival ? [model, rival] : [model], terminal);
  const [scores = new Float32Array(0), rivalScores] = names.scores;

  const report = evaluateScores({
    ...names,
    scores,
    threshold: model.threshold,
    thresholds: Object.fromEntries(
      model.operatingPoints.map(({ level, threshold }) => [level, threshold]),
    ),
  });
  const robustness = options.robustness ? await attack(model, report, names) : [];
  const comparison =
    rival && rivalScores
      ? compareModels(names.labels, { ...model, scores }, { ...rival, scores: rivalScores })
      : undefined;

  const texts = [
    formatReport(report),
    ...(robustness.length > 0 ? [formatRobustness(robustness)] : []),
    ...(comparison ? [formatComparison(comparison)] : []),
  ];
  terminal.stdout.write(`${texts.join('\n\n')}\n`);
  if (out === undefined) return;
  const page = await renderReport(report, {
    title: `${model.name} on ${data}`,
    history: model.history,
    robustness,
    ...(model.manifest && { manifest: model.manifest }),
    ...(comparison && { comparison }),
  });
  const figures = { model: model.name, data, ...report, robustness, comparison };
  await writeReports(out, figures, page);
}

/** At the model's own thresholds and operating points; those of these very names where it has none. */
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
  const thresholds = { [`threshold ${threshold}`]: threshold, ...Object.fromEntries(levels) };
  return measureRobustness({ score, names, attacks, thresholds });
}
