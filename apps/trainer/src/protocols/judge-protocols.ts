import {
  levelRates,
  levels,
  macroRecall,
  recallByFamily,
  thresholdAtFalsePositiveRate,
  type Level,
} from '@degas/evaluation';
import { type LabelledDomain } from '@degas/features';
import { type Classifier } from '@degas/inference';

import { judgeAttribution, type Attribution } from './judge-attribution.ts';
import { wordListFamilies, type ProtocolNames } from './protocol-names.ts';

type ByLevel<T> = Readonly<Record<Level, T>>;

export interface FamilyRow {
  readonly family: string;
  /** Whether the model was trained on it. */
  readonly isSeen: boolean;
  readonly names: number;
  readonly recall: ByLevel<number>;
}

/** One model under all protocols. Thresholds are set on the held-out benign names, the same for every model. */
export interface ProtocolReport {
  readonly model: string;
  readonly benignNames: number;
  readonly thresholds: ByLevel<number>;
  /** Macro-averaged recall by group of families. */
  readonly recall: Readonly<Record<string, ByLevel<number | null>>>;
  readonly attacks: Readonly<Record<string, ByLevel<number>>>;
  /** At the model's own operating points: the false-positive rate on each held-out source. */
  readonly falseAlarms: readonly {
    readonly source: string;
    readonly names: number;
    readonly rate: ByLevel<number>;
  }[];
  readonly families: readonly FamilyRow[];
  /** Of the seen families' names. */
  readonly attribution: Attribution;
}

/** Scores every protocol's names; families that the model was trained on are `seen`, the others of the pool `unseen`. */
export function judgeProtocols(
  model: string,
  classifier: Classifier,
  { benign, judged, pool, attacks }: ProtocolNames,
): ProtocolReport {
  const benignScores = scoresOf(classifier, benign);
  const ofBenign = { scores: benignScores, labels: new Uint8Array(benign.length) };
  const thresholds = byLevel(
    (level) => thresholdAtFalsePositiveRate(ofBenign, levelRates[level]) ?? NaN,
  );
  const trained = new Set(classifier.model.families);
  const seen = judged.filter(({ family }) => trained.has(family ?? ''));
  const unseen = pool.filter(({ family }) => !trained.has(family ?? ''));
  const isOfWords = ({ family }: LabelledDomain): boolean => wordListFamilies.has(family ?? '');
  const families = [
    ...familyRows(classifier, seen, thresholds, true),
    ...familyRows(classifier, unseen, thresholds, false),
  ];
  const group = (rows: readonly LabelledDomain[]): ByLevel<number | null> => {
    const names = new Set(rows.map(({ family }) => family));
    return byLevel((level) =>
      macroRecall(
        families
          .filter(({ family }) => names.has(family))
          .map(({ family, recall }) => ({ family, recall: recall[level] })),
      ),
    );
  };
  return {
    model,
    benignNames: benign.length,
    thresholds,
    recall: {
      'seen families': group(seen),
      'seen families of words': group(seen.filter(isOfWords)),
      'unseen families': group(unseen),
      'unseen families of words': group(unseen.filter(isOfWords)),
    },
    attacks: Object.fromEntries(
      [...attacks].map(([attack, rows]) => {
        const scores = scoresOf(classifier, rows);
        return [attack, byLevel((level) => shareFrom(scores, thresholds[level]))];
      }),
    ),
    falseAlarms: falseAlarmsOf(classifier, benign, benignScores),
    families,
    attribution: judgeAttribution(classifier, seen),
  };
}

function familyRows(
  classifier: Classifier,
  rows: readonly LabelledDomain[],
  thresholds: ByLevel<number>,
  isSeen: boolean,
): FamilyRow[] {
  const scores = scoresOf(classifier, rows);
  const names = { scores, labels: new Uint8Array(rows.length).fill(1) };
  const familyOf = rows.map(({ family }) => family);
  const recalls = byLevel((level) => recallByFamily(names, familyOf, thresholds[level]));
  return recalls.low.map(({ family, names: count }, index) => ({
    family: family ?? '',
    isSeen,
    names: count,
    recall: byLevel((level) => recalls[level][index]?.recall ?? 0),
  }));
}

function falseAlarmsOf(
  classifier: Classifier,
  benign: readonly LabelledDomain[],
  scores: Float32Array,
): ProtocolReport['falseAlarms'] {
  const bySource = new Map<string, number[]>();
  benign.forEach(({ source }, index) => {
    const of = bySource.get(source);
    if (of) of.push(scores[index] ?? NaN);
    else bySource.set(source, [scores[index] ?? NaN]);
  });
  const own = new Map(
    classifier.model.operatingPoints.map((point) => [point.level, point.threshold]),
  );
  return [...bySource].map(([source, values]) => ({
    source,
    names: values.length,
    rate: byLevel((level) => shareFrom(Float32Array.from(values), own.get(level) ?? Infinity)),
  }));
}

/** A skipped name counts as not found. */
function shareFrom(scores: Float32Array, threshold: number): number {
  return scores.filter((score) => score >= threshold).length / scores.length;
}

function scoresOf(classifier: Classifier, rows: readonly LabelledDomain[]): Float32Array {
  return classifier.score(rows.map(({ domain }) => domain));
}

function byLevel<T>(value: (level: Level) => T): ByLevel<T> {
  return Object.fromEntries(levels.map((level) => [level, value(level)])) as Record<Level, T>;
}
