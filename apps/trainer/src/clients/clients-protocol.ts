import { type Classifier, logitOf } from '@degas/inference';

import { wordListFamilies } from '../protocols/protocol-names.ts';
import { clientBaselines, densityRatio } from './client-baselines.ts';
import type { ClientDay } from './client-day.ts';
import { type ClientSample, clientSamples } from './client-sample.ts';
import { dgaMaterial } from './dga-material.ts';
import { materialFor } from './fit-group.ts';
import { type AttributedGroup, groupAttribution } from './group-attribution.ts';
import {
  type ClientsReport,
  type ClientValue,
  judgeClients,
  type NamesQuantiles,
} from './judge-clients.ts';
import { namesForShare, namesUntilAlert, type NamesUntilAlert } from './names-until-alert.ts';
import { cleanClients, judgedInfections } from './simulated-clients.ts';

/** Clients of the protocol; shares of it for a quick look. */
export const protocolAmounts = {
  calibrated: { ordinary: 16_000, hard: 2500, advertiser: 0 },
  clean: { ordinary: 10_000, hard: 1600, advertiser: 600 },
  infectedPerFamily: 60,
  /** Clients of a family that are watched name by name. */
  watchedPerFamily: 16,
} as const;

/** Numbers of DGA names that clients ask for. */
export const nameCounts = [3, 5, 10, 20] as const;
const NETWORK = 'group network';

export interface ClientsProtocolOptions {
  readonly data: string;
  readonly seed: number;
  /** Families that the name network and the group network saw nothing of. */
  readonly unseen: readonly string[];
  /** Part of the clients that is simulated; all unless given. */
  readonly share?: number;
  readonly onProgress?: (text: string) => void;
}

/** Groups of so many names are attributed to a family. */
const ATTRIBUTED_NAMES = 10;
/** Quantiles of the names until the alert, over all clients of a group's families. */
const UNTIL_ALERT = { median: 0.5, ninetieth: 0.9 } as const;

/** Simulates clients that no training saw and judges a classifier's group network beside the baselines. */
export async function clientsProtocol(
  classifier: Classifier,
  options: ClientsProtocolOptions,
): Promise<ClientsReport[]> {
  const { data, seed, unseen, share = 1, onProgress } = options;
  const materials = await materialFor(classifier, options);
  const dga = await dgaMaterial(
    { data, part: 'test', seed: seed + 10, unseen },
    materials.train.words,
  );
  const scaled = ({
    ordinary,
    hard,
    advertiser,
  }: Record<'ordinary' | 'hard' | 'advertiser', number>) => ({
    ordinary: Math.round(share * ordinary),
    hard: Math.round(share * hard),
    advertiser: Math.round(share * advertiser),
  });
  const sides = {
    calibrated: cleanClients(materials.calibrate, scaled(protocolAmounts.calibrated), seed + 11),
    clean: cleanClients(materials.test, scaled(protocolAmounts.clean), seed + 12),
    infected: judgedInfections(dga, materials.test, {
      perFamily: Math.ceil(share * protocolAmounts.infectedPerFamily),
      counts: nameCounts,
      seed: seed + 13,
    }),
  };
  const [low, medium] = classifier.model.operatingPoints;
  const baselines = clientBaselines({
    low: logitOf(low?.threshold ?? 0.5),
    medium: logitOf(medium?.threshold ?? 0.99),
    ratio: logitRatio(classifier, dga.families, materials.calibrate.rare, unseen),
  });
  const detectors: Readonly<Record<string, (sample: ClientSample) => number>> = {
    [NETWORK]: ({ evidence }) => classifier.groupLogit(evidence),
    ...baselines,
  };
  const attributed: AttributedGroup[] = [];
  const values = Object.fromEntries(
    Object.entries(sides).map(([side, days]) => {
      onProgress?.(`simulating ${side} clients`);
      return [side, valuesOf(classifier, days, detectors, attributed)];
    }),
  );
  const judging = {
    isSeen: (family: string) => !unseen.includes(family),
    isOfWords: (family: string) => wordListFamilies.has(family),
    counts: nameCounts,
  };
  const of = (side: keyof typeof sides, name: string): ClientValue[] =>
    values[side]?.get(name) ?? [];
  const reports = Object.keys(detectors).flatMap((name) => {
    const detector = {
      name,
      calibrated: of('calibrated', name),
      clean: of('clean', name),
      infected: of('infected', name),
    };
    return [true, false].map((hasAnswers) => judgeClients(detector, hasAnswers, judging));
  });
  onProgress?.('counting names until the alert');
  const alerting = reports.flatMap(({ detector: name, hasAnswers, thresholds }) => {
    const detect = detectors[name];
    return hasAnswers && detect !== undefined
      ? [{ name, detect, threshold: thresholds.medium }]
      : [];
  });
  const perFamily = Math.ceil(share * protocolAmounts.watchedPerFamily);
  const watched = { perFamily, seed: seed + 14 };
  const until = namesUntilAlert(classifier, alerting, dga, materials.test, watched);
  const attribution = groupAttribution(attributed, new Set(classifier.model.families));
  return reports.map((report) => {
    const counts = report.hasAnswers ? until.get(report.detector) : undefined;
    return {
      ...report,
      ...(counts !== undefined && untilAlert(counts, unseen)),
      ...(report.detector === NETWORK && report.hasAnswers && { attribution }),
    };
  });
}

function untilAlert(
  counts: NamesUntilAlert,
  unseen: readonly string[],
): Pick<ClientsReport, 'namesUntilAlert' | 'namesByFamily'> {
  const of = (isCounted: (family: string) => boolean): NamesQuantiles => ({
    median: namesForShare(counts, UNTIL_ALERT.median, isCounted),
    ninetieth: namesForShare(counts, UNTIL_ALERT.ninetieth, isCounted),
  });
  return {
    namesUntilAlert: {
      seen: of((family) => !unseen.includes(family)),
      ...(unseen.length > 0 && { unseen: of((family) => unseen.includes(family)) }),
    },
    namesByFamily: Object.fromEntries(
      Object.keys(counts).map((family) => [family, of((each) => each === family)]),
    ),
  };
}

function valuesOf(
  classifier: Classifier,
  days: Iterable<ClientDay>,
  detectors: Readonly<Record<string, (sample: ClientSample) => number>>,
  attributed: AttributedGroup[],
): Map<string, ClientValue[]> {
  const values = new Map<string, ClientValue[]>(Object.keys(detectors).map((name) => [name, []]));
  for (const day of days) {
    for (const sample of clientSamples(classifier, day)) {
      const { kind, family, infected, hasAnswers } = sample;
      if (family !== null && hasAnswers && infected === ATTRIBUTED_NAMES)
        attributed.push({ family, given: classifier.judgeEvidence(sample.evidence).family });
      for (const [name, detect] of Object.entries(detectors))
        values.get(name)?.push({ kind, family, infected, hasAnswers, value: detect(sample) });
    }
  }
  return values;
}

/** How much likelier DGA names of the seen families are at each logit than rare benign ones. */
function logitRatio(
  classifier: Classifier,
  families: ReadonlyMap<string, readonly (readonly string[])[]>,
  benign: readonly string[],
  unseen: readonly string[],
): number[] {
  const logits = (names: readonly string[]): number[] =>
    Array.from(classifier.score(names), logitOf);
  const seen = [...families].filter(([family]) => !unseen.includes(family));
  return densityRatio(
    seen.map(([, lists]) => logits(lists.slice(0, 5).flat())),
    [logits(benign.slice(0, 50_000))],
  );
}
