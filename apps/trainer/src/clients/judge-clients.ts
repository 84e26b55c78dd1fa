import { alertRates, type CleanValues, mixedRate, shareAbove } from './alert-rates.ts';
import { cleanKindNames } from './clean-clients.ts';
import type { GroupAttribution } from './group-attribution.ts';

/** A level with the rate that it promises. */
export const clientLevels = { low: 1e-2, medium: 1e-3, high: 1e-4 } as const;
export type ClientLevel = keyof typeof clientLevels;

/** The value that a detector gave a simulated client. */
export interface ClientValue {
  readonly kind: string;
  readonly family: string | null;
  readonly infected: number;
  readonly hasAnswers: boolean;
  readonly value: number;
}

/** One detector's clean and infected clients: those its levels are set on, and those that judge it. */
export interface DetectorValues {
  readonly name: string;
  readonly calibrated: readonly ClientValue[];
  readonly clean: readonly ClientValue[];
  readonly infected: readonly ClientValue[];
}

/** A detector under the protocol, with answers or without. */
export interface ClientsReport {
  readonly detector: string;
  readonly hasAnswers: boolean;
  readonly thresholds: Readonly<Record<ClientLevel, number>>;
  /** How often clean clients of the mix reach a level on the judging side. */
  readonly falseAlerts: Readonly<Record<ClientLevel, number>>;
  /** The same at MEDIUM, by kind. */
  readonly falseAlertsByKind: Readonly<Record<string, number>>;
  /** Macro recall by group of families, level and number of names: `seen`, `unseen`, `words, seen`, `words, unseen`. */
  readonly recall: Readonly<
    Record<string, Readonly<Record<ClientLevel, Readonly<Record<number, number | null>>>>>
  >;
  /** At MEDIUM, by family and number of names. */
  readonly families: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** Failing DGA names, asked for one after another, until MEDIUM is reached, by group of families: `seen`, `unseen`. */
  readonly namesUntilAlert?: Readonly<Record<string, NamesQuantiles>>;
  /** How well the families of groups of ten failing names are named. */
  readonly attribution?: GroupAttribution;
  /** Names until the alert by family. */
  readonly namesByFamily?: Readonly<Record<string, NamesQuantiles>>;
}

/** Numbers of names; null where that many clients never alert. */
export interface NamesQuantiles {
  readonly median: number | null;
  readonly ninetieth: number | null;
}

export interface JudgeClientsOptions {
  readonly isSeen: (family: string) => boolean;
  readonly isOfWords: (family: string) => boolean;
  readonly counts: readonly number[];
}

/** Judges one detector: thresholds from its calibration side, recall and false alerts from its judging side. */
export function judgeClients(
  { name, calibrated, clean, infected }: DetectorValues,
  hasAnswers: boolean,
  { isSeen, isOfWords, counts }: JudgeClientsOptions,
): ClientsReport {
  const rates = alertRates(byKind(calibrated, hasAnswers));
  const thresholdOf = (level: ClientLevel): number =>
    rates.find(({ rate }) => rate === clientLevels[level])?.logit ?? Infinity;
  const thresholds = byLevel(thresholdOf);
  const judged = byKind(clean, hasAnswers);
  const infections = infected.filter((each) => each.hasAnswers === hasAnswers);
  const families = [...new Set(infections.map(({ family }) => family ?? ''))];
  const recallOf = (family: string, count: number, level: ClientLevel): number =>
    shareAbove(
      infections.flatMap((each) =>
        each.family === family && each.infected === count ? [each.value] : [],
      ),
      thresholds[level],
    );
  const macro = (group: readonly string[], level: ClientLevel) =>
    Object.fromEntries(
      counts.map((count) => {
        const sum = group.reduce((total, family) => total + recallOf(family, count, level), 0);
        return [count, group.length === 0 ? null : sum / group.length];
      }),
    );
  const groups = {
    seen: families.filter(isSeen),
    unseen: families.filter((family) => !isSeen(family)),
    'words, seen': families.filter((family) => isSeen(family) && isOfWords(family)),
    'words, unseen': families.filter((family) => !isSeen(family) && isOfWords(family)),
  };
  return {
    detector: name,
    hasAnswers,
    thresholds,
    falseAlerts: byLevel((level) => mixedRate(judged, thresholds[level])),
    falseAlertsByKind: Object.fromEntries(
      cleanKindNames
        .filter((kind) => judged.has(kind))
        .map((kind) => [kind, shareAbove(judged.get(kind) ?? [], thresholds.medium)]),
    ),
    recall: Object.fromEntries(
      Object.entries(groups).map(([group, members]) => [
        group,
        byLevel((level) => macro(members, level)),
      ]),
    ),
    families: Object.fromEntries(
      families.map((family) => [
        family,
        Object.fromEntries(counts.map((count) => [count, recallOf(family, count, 'medium')])),
      ]),
    ),
  };
}

function byKind(values: readonly ClientValue[], hasAnswers: boolean): CleanValues {
  const kinds = new Map<string, number[]>();
  for (const each of values) {
    if (each.hasAnswers !== hasAnswers) continue;
    const ofKind = kinds.get(each.kind) ?? [];
    kinds.set(each.kind, ofKind);
    ofKind.push(each.value);
  }
  return kinds;
}

function byLevel<T>(of: (level: ClientLevel) => T): Record<ClientLevel, T> {
  return { low: of('low'), medium: of('medium'), high: of('high') };
}
