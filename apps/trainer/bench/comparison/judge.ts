import { evaluateScores, thresholdAtFalsePositiveRate } from '@degas/evaluation';
import type { LabelledDomain } from '@degas/features';

import { processorSeconds, type Trained } from './contenders.ts';
import type { Pool } from './pool.ts';

/** Null where too few benign names stand behind a figure. */
type Figure = number | null;

/** Figures of one set of names; recall at a rate is the mean over families where there are families. */
export interface SetFigures {
  readonly benign: number;
  readonly dga: number;
  readonly accuracy: Figure;
  readonly auc: Figure;
  /** At false-positive rates 1e-2, 1e-3 and 1e-4: of all DGA names. */
  readonly recall: readonly Figure[];
  /** At the same: the mean over families. */
  readonly macroRecall: readonly Figure[];
}

export interface Figures {
  readonly parameters: number;
  readonly epochs: number;
  readonly trainingSeconds: number;
  readonly trainedNamesPerSecond: number;
  readonly scoredNamesPerSecond: number;
  /** DGA names of seen families, held out, against benign names of unseen sources. */
  readonly seenFamilies: SetFigures;
  readonly otherDates: SetFigures;
  readonly unseenFamilies: SetFigures;
  /** What false-positive rates 1e-2 and 1e-3, set on seen sources, become on unseen ones. */
  readonly unseenSourcesFalsePositiveRate: readonly Figure[];
  readonly benchmark: SetFigures | null;
}

/** Scores every part of the pool once and judges each protocol. */
export function judgeContender(
  trained: Trained,
  pool: Pool,
  benchmark: readonly LabelledDomain[],
): Figures {
  const started = processorSeconds();
  const unseenBenign = scored(trained, pool.unseenBenign);
  const seconds = processorSeconds() - started;
  const seen = scored(
    trained,
    pool.seen.filter(({ label }) => label === 1),
  );
  const seenBenign = scored(
    trained,
    pool.seen.filter(({ label }) => label === 0),
  );
  const thresholds = [1e-2, 1e-3].map((rate) =>
    seenBenign.rows.length < 10 / rate
      ? null
      : thresholdAtFalsePositiveRate(
          { scores: seenBenign.scores, labels: new Uint8Array(seenBenign.rows.length) },
          rate,
        ),
  );
  return {
    parameters: trained.parameters,
    epochs: trained.epochs,
    trainingSeconds: trained.trainingSeconds,
    trainedNamesPerSecond: (pool.training.length * trained.epochs) / trained.trainingSeconds,
    scoredNamesPerSecond: pool.unseenBenign.length / seconds,
    seenFamilies: figures(unseenBenign, seen),
    otherDates: figures(unseenBenign, scored(trained, pool.otherDates)),
    unseenFamilies: figures(unseenBenign, scored(trained, pool.unseenFamilies)),
    unseenSourcesFalsePositiveRate: thresholds.map((threshold) =>
      threshold === null
        ? null
        : unseenBenign.scores.filter((score) => score >= threshold).length /
          unseenBenign.scores.length,
    ),
    benchmark: benchmark.length === 0 ? null : figures(scored(trained, benchmark)),
  };
}

interface ScoredRows {
  readonly rows: readonly LabelledDomain[];
  readonly scores: Float32Array;
}

function scored({ score }: Trained, rows: readonly LabelledDomain[]): ScoredRows {
  return { rows, scores: score(rows.map(({ domain }) => domain)) };
}

function figures(...parts: readonly ScoredRows[]): SetFigures {
  const rows = parts.flatMap((part) => part.rows);
  const report = evaluateScores({
    scores: Float32Array.from(parts.flatMap(({ scores }) => [...scores])),
    labels: Uint8Array.from(rows, ({ label }) => label),
    families: rows.map(({ family }) => family),
    sources: rows.map(({ source }) => source),
    bootstrap: { replicates: 1 },
  });
  return {
    benign: report.names.benign,
    dga: report.names.dga,
    accuracy: report.atThreshold.accuracy,
    auc: report.rocAuc,
    recall: report.operatingPoints.map(({ recall }) => recall),
    macroRecall: report.operatingPoints.map(({ macroRecall }) => macroRecall),
  };
}
