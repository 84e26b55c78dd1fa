import {
  judgeCandidates,
  levelRates,
  levels,
  macroRecall,
  recallByFamily,
  thresholdAtFalsePositiveRate,
  wilsonInterval,
  type CandidateFigures,
  type Interval,
  type Level,
} from '@degas/evaluation';
import { findEncoding, type LabelledDomain } from '@degas/features';
import { namedClass, type Classifier } from '@degas/inference';

import { isMachineMade } from '../audit/machine-made.ts';
import { countAdvertising, type AdvertisingKind } from './advertising-kind.ts';
import { measureAttribution, type Attribution } from './attribution.ts';
import { candidateSets } from './candidate-sets.ts';
import { LABEL_IN_FRONT, wordListFamilies, type ProtocolNames } from './protocol-names.ts';

type ByLevel<T> = Readonly<Record<Level, T>>;

export interface FamilyRow {
  readonly family: string;
  /** Whether the model was trained on it. */
  readonly isSeen: boolean;
  readonly names: number;
  readonly recall: ByLevel<number>;
}

/**
 * A held-out benign source whose names machines made too: advertisers' generated domains, hosts' labels. A threshold that it has a
 * part in is about telling one kind of machine from another, so recall is told without it as well.
 */
const MACHINE_GENERATED_SOURCE = 'benign-third-party-hosts';
const WITHOUT_HOSTS = 'thresholds set without third-party hosts';
const AUDITED = 'thresholds set on audited names';
/** Benign names of all sources that the audit found to be made by machines; no part of any source's false alarms. */
export const MADE_BY_MACHINES = 'made by machines';

/** Which benign names set the thresholds of the further rows, beside all of them. */
const alternatives: Readonly<Record<string, (row: LabelledDomain) => boolean>> = {
  [WITHOUT_HOSTS]: ({ source }) => source !== MACHINE_GENERATED_SOURCE,
  [AUDITED]: ({ domain }) => !isMachineMade(domain),
};

/** One model under all protocols. Thresholds are set on the held-out benign names, the same for every model. */
export interface ProtocolReport {
  readonly model: string;
  readonly benignNames: number;
  readonly thresholds: ByLevel<number>;
  /** Macro-averaged recall by group of families. */
  readonly recall: Readonly<Record<string, ByLevel<number | null>>>;
  readonly attacks: Readonly<Record<string, ByLevel<number>>>;
  /** At the model's own operating points: the rate on each held-out source's audited names, and on those made by machines. */
  readonly falseAlarms: readonly {
    readonly source: string;
    readonly names: number;
    readonly rate: ByLevel<number>;
    readonly interval: ByLevel<Interval | null>;
  }[];
  readonly families: readonly FamilyRow[];
  /** Benign names that the known-DGA look-up would call DGA. */
  readonly knownBenign: number;
  /** Of the seen families' names, as verdicts name families. */
  readonly attribution: Attribution;
  /** The same when every name is taken for a DGA's and gets its likeliest family. */
  readonly likeliest: Attribution;
  /** Of the seen families' names that verdicts call DGA, by source: how often the family is among the candidates, and how many there are. */
  readonly candidates: readonly (CandidateFigures & { readonly source: string })[];
  /** Of benign lists' machine-made names, and of malware's. */
  readonly advertising: Readonly<Record<'machines' | 'seen' | 'unseen', AdvertisingKind>>;
}

/** A model as it is used, and as it names the likeliest family of any name. */
export interface EvaluatedModel {
  readonly name: string;
  readonly classifier: Classifier;
  /** With `operatingPoint` 0 and `familyThreshold` 0. */
  readonly eager: Classifier;
}

/** Scores every protocol's names; families that the model was trained on are `seen`, the others of the pool `unseen`. */
export function evaluateProtocols(
  { name: model, classifier, eager }: EvaluatedModel,
  { benign, judged, pool, attacks, known }: ProtocolNames,
): ProtocolReport {
  const benignScores = scoresOf(classifier, benign);
  const thresholds = thresholdsOn(benignScores);
  const others = Object.entries(alternatives).map(([title, isCounted]) => {
    const counted = benignScores.filter(
      (_, row) => benign[row] !== undefined && isCounted(benign[row]),
    );
    return [title, thresholdsOn(counted)] as const;
  });
  const trained = new Set(classifier.model.families);
  const isTrained = ({ family }: LabelledDomain): boolean =>
    trained.has(namedClass(family ?? '').family ?? '');
  const seen = judged.filter(isTrained);
  const unseen = pool.filter((row) => !isTrained(row));
  const isOfWords = ({ family }: FamilyRow): boolean => wordListFamilies.has(family);
  const group = (rows: readonly FamilyRow[]): ByLevel<number | null> =>
    byLevel((level) =>
      macroRecall(rows.map(({ family, recall }) => ({ family, recall: recall[level] }))),
    );
  const judge = (rows: readonly LabelledDomain[], isSeen: boolean) => {
    const title = isSeen ? 'seen families' : 'unseen families';
    const scores = scoresOf(classifier, rows);
    const found = scores.map((score, row) => (known.has(rows[row]?.domain ?? '') ? 1 : score));
    const families = familyRows(rows, scores, thresholds, isSeen);
    const recall: Record<string, ByLevel<number | null>> = {
      [title]: group(families),
      [`${title}, with the known-DGA look-up`]: group(familyRows(rows, found, thresholds, isSeen)),
      [`${title} of words`]: group(families.filter(isOfWords)),
    };
    for (const [from, set] of others) {
      const ofSet = familyRows(rows, scores, set, isSeen);
      recall[`${title}, ${from}`] = group(ofSet);
      recall[`${title} of words, ${from}`] = group(ofSet.filter(isOfWords));
    }
    return { families, recall };
  };
  const ofSeen = judge(seen, true);
  const ofUnseen = judge(unseen, false);
  return {
    model,
    benignNames: benign.length,
    thresholds,
    recall: { ...ofSeen.recall, ...ofUnseen.recall },
    attacks: Object.fromEntries(
      [...attacks].flatMap(([attack, rows]) => {
        const recall = (scores: Float32Array, from = thresholds) =>
          byLevel((level) => shareFrom(scores, from[level]));
        const scores = scoresOf(classifier, rows);
        return [
          [attack, recall(scores)] as const,
          ...(attack === LABEL_IN_FRONT
            ? [[`${attack}, whole host scored`, recall(wholeScores(classifier, rows))] as const]
            : others.map(([from, set]) => [`${attack}, ${from}`, recall(scores, set)] as const)),
        ];
      }),
    ),
    knownBenign: benign.filter(({ domain }) => known.has(domain)).length,
    falseAlarms: falsePositivesOf(classifier, benign, benignScores),
    families: [...ofSeen.families, ...ofUnseen.families],
    attribution: measureAttribution(classifier, seen),
    likeliest: measureAttribution(eager, seen, { isGuess: true }),
    candidates: candidatesBySource(classifier, seen),
    advertising: {
      machines: countAdvertising(
        classifier,
        benign.filter(({ domain }) => isMachineMade(domain)),
      ),
      seen: countAdvertising(classifier, seen),
      unseen: countAdvertising(classifier, unseen),
    },
  };
}

/** What generators make, of dates and seeds that training didn't see, is one source. */
const GENERATED = 'generators';

function candidatesBySource(
  classifier: Classifier,
  rows: readonly LabelledDomain[],
): ProtocolReport['candidates'] {
  const bySource = new Map<string, LabelledDomain[]>();
  for (const row of rows) {
    const source = row.source.startsWith('generator-') ? GENERATED : row.source;
    const of = bySource.get(source);
    if (of) of.push(row);
    else bySource.set(source, [row]);
  }
  return [...bySource].map(([source, names]) => ({
    source,
    ...judgeCandidates(candidateSets(classifier, names)),
  }));
}

function thresholdsOn(benignScores: Float32Array): ByLevel<number> {
  const ofBenign = { scores: benignScores, labels: new Uint8Array(benignScores.length) };
  return byLevel((level) => thresholdAtFalsePositiveRate(ofBenign, levelRates[level]) ?? NaN);
}

function familyRows(
  rows: readonly LabelledDomain[],
  scores: Float32Array,
  thresholds: ByLevel<number>,
  isSeen: boolean,
): FamilyRow[] {
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

function falsePositivesOf(
  classifier: Classifier,
  benign: readonly LabelledDomain[],
  scores: Float32Array,
): ProtocolReport['falseAlarms'] {
  const bySource = new Map<string, number[]>();
  benign.forEach(({ domain, source: list }, index) => {
    const source = isMachineMade(domain) ? MADE_BY_MACHINES : list;
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
    ...falseAlarmsAt(Float32Array.from(values), (level) => own.get(level) ?? Infinity),
  }));
}

function falseAlarmsAt(scores: Float32Array, thresholdOf: (level: Level) => number) {
  const found = byLevel((level) => scores.filter((score) => score >= thresholdOf(level)).length);
  return {
    rate: byLevel((level) => found[level] / scores.length),
    interval: byLevel((level) => wilsonInterval(found[level], scores.length)),
  };
}

/** A skipped name counts as not found. */
function shareFrom(scores: Float32Array, threshold: number): number {
  return scores.filter((score) => score >= threshold).length / scores.length;
}

function scoresOf(classifier: Classifier, rows: readonly LabelledDomain[]): Float32Array {
  return classifier.score(rows.map(({ domain }) => domain));
}

/** Without the rule that only the registrable name counts. */
function wholeScores(classifier: Classifier, rows: readonly LabelledDomain[]): Float32Array {
  const { name, version, length } = classifier.model.encoding;
  const encoding = findEncoding(name, version);
  const codes = new Uint8Array(rows.length * length);
  rows.forEach(({ domain }, row) => encoding?.encodeInto(domain, codes, row * length));
  return classifier.scoreCodes(codes);
}

function byLevel<T>(value: (level: Level) => T): ByLevel<T> {
  return Object.fromEntries(levels.map((level) => [level, value(level)])) as Record<Level, T>;
}
