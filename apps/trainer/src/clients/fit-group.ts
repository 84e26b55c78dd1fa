import {
  type AlertRate,
  type Classifier,
  FAMILY_INPUTS,
  type GroupNetworks,
  namedClass,
  runGroupNetwork,
} from '@degas/inference';
import { defaultGroupFitting, fitGroupNetwork, type GroupFitting } from '@degas/model';

import { alertRates } from './alert-rates.ts';
import { type BenignMaterial, benignMaterial } from './benign-material.ts';
import { MACHINE_MADE } from './clean-clients.ts';
import { type ClientSample, clientSamples } from './client-sample.ts';
import { dgaMaterial, isImagined } from './dga-material.ts';
import type { Part } from './parts.ts';
import { RowCollector } from './row-collector.ts';
import { type CleanAmounts, cleanClients, trainedInfections } from './simulated-clients.ts';

/** How many clients the group network is trained and its levels are set on. */
export const groupAmounts = {
  trained: { ordinary: 10_000, hard: 2000, advertiser: 0 },
  infected: 40_000,
  calibrated: { ordinary: 16_000, hard: 2500, advertiser: 0 },
} as const;

/** A clean client counts for so many infected ones: false alerts are what a detector is turned off for. */
const CLEAN_WEIGHT = 2;
/** A client with fewer DGA names than this counts less, as nobody could tell. */
const FEWEST_NAMES = 3;
const FEW_NAMES_WEIGHT = 0.3;
/** An imagined family counts less than a real one: given more, the network suspects clean lists for its sake. */
const IMAGINED_WEIGHT = 0.25;
/** Fewer names say little about their family. */
const FEWEST_OF_FAMILY = 4;
const FAMILY_FITTING = {
  hidden: [16],
  epochs: 60,
  batchSize: 64,
  learningRate: 0.005,
  dropout: 0,
} as const;

export interface FitGroupOptions {
  readonly data: string;
  readonly seed: number;
  /** Families of which training must see nothing. */
  readonly without?: readonly string[];
  /** Part of the clients that is simulated; all unless given. */
  readonly share?: number;
  readonly fitting?: Partial<GroupFitting>;
  readonly onProgress?: (text: string) => void;
}

/** A group network with the values that clean clients reach at each rate. */
export interface FittedGroup {
  readonly networks: GroupNetworks;
  readonly withAnswers: readonly AlertRate[];
  readonly withoutAnswers: readonly AlertRate[];
  /** Simulated clients, each with answers and without. */
  readonly fittedOn: { readonly cleanClients: number; readonly infectedClients: number };
}

/** Benign names by part, as the name network of the classifier sees them. */
export function materialFor(
  classifier: Classifier,
  { data, seed }: Pick<FitGroupOptions, 'data' | 'seed'>,
): Promise<Readonly<Record<Part, BenignMaterial>>> {
  const { threshold } = classifier.model;
  return benignMaterial(data, seed, (name) => (classifier.score([name])[0] ?? 0) >= threshold);
}

/** Trains a group network on simulated clients and sets its levels on others. */
export async function fitGroup(
  classifier: Classifier,
  options: FitGroupOptions,
): Promise<FittedGroup> {
  const { data, seed, without = [], share = 1, fitting, onProgress } = options;
  const { train, calibrate } = await materialFor(classifier, options);
  const dga = await dgaMaterial({ data, part: 'train', seed, without }, train.words);
  const reader = classifier.groupReader();
  const rows = new RowCollector(reader.size);
  const familyRows = new RowCollector(FAMILY_INPUTS);
  const add = (sample: ClientSample): void => {
    const { family, infected, kind, evidence } = sample;
    const ofCount = infected < FEWEST_NAMES ? FEW_NAMES_WEIGHT : 1;
    const ofInfected = ofCount * (family !== null && isImagined(family) ? IMAGINED_WEIGHT : 1);
    const weight = family === null ? (kind === MACHINE_MADE ? 0 : CLEAN_WEIGHT) : ofInfected;
    rows.add(reader.read(evidence), family === null ? 0 : 1, weight);
  };
  const addFamily = ({ family, infected, hasAnswers, evidence }: ClientSample): void => {
    if (!hasAnswers || infected < FEWEST_OF_FAMILY) return;
    const reading = classifier.groupFamily(evidence);
    const truth = family === null ? null : namedClass(family).family;
    if (reading?.family != null) familyRows.add(reading.inputs, reading.family === truth ? 1 : 0);
  };
  const scaled = ({ ordinary, hard }: CleanAmounts): CleanAmounts => ({
    ordinary: Math.round(share * ordinary),
    hard: Math.round(share * hard),
    advertiser: 0,
  });
  onProgress?.('simulating clients');
  for (const day of cleanClients(train, scaled(groupAmounts.trained), seed + 1))
    for (const sample of clientSamples(classifier, day)) add(sample);
  const count = Math.round(share * groupAmounts.infected);
  for (const { day, ...sampling } of trainedInfections(dga, train, count, seed + 2)) {
    for (const sample of clientSamples(classifier, day, sampling)) {
      add(sample);
      addFamily(sample);
    }
  }
  const settings = { ...defaultGroupFitting, seed, ...fitting };
  const group = fitGroupNetwork(rows.rows(), {
    ...settings,
    onEpoch: (epoch, loss) =>
      onProgress?.(`epoch ${epoch}/${settings.epochs}, loss ${loss.toFixed(4)}`),
  });
  const family = fitGroupNetwork(familyRows.balancedRows(), {
    ...defaultGroupFitting,
    ...FAMILY_FITTING,
    seed,
  });
  onProgress?.('setting the levels');
  const values = { with: new Map<string, number[]>(), without: new Map<string, number[]>() };
  for (const day of cleanClients(calibrate, scaled(groupAmounts.calibrated), seed + 3)) {
    for (const sample of clientSamples(classifier, day)) {
      const of = values[sample.hasAnswers ? 'with' : 'without'];
      const ofKind = of.get(sample.kind) ?? [];
      of.set(sample.kind, ofKind);
      ofKind.push(runGroupNetwork(group, reader.read(sample.evidence)));
    }
  }
  return {
    networks: { group, family },
    withAnswers: alertRates(values.with),
    withoutAnswers: alertRates(values.without),
    fittedOn: { cleanClients: rows.counts[0] / 2, infectedClients: rows.counts[1] / 2 },
  };
}
