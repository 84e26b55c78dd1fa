import {
  type AlertRate,
  type Classifier,
  type GroupNetwork,
  runGroupNetwork,
} from '@degas/inference';
import {
  defaultGroupFitting,
  fitGroupNetwork,
  type GroupFitting,
  type GroupRows,
} from '@degas/model';

import { alertRates } from './alert-rates.ts';
import { type BenignMaterial, benignMaterial } from './benign-material.ts';
import { MACHINE_MADE } from './clean-clients.ts';
import { type ClientSample, clientSamples } from './client-sample.ts';
import { dgaMaterial } from './dga-material.ts';
import type { Part } from './parts.ts';
import { cleanClients, trainedInfections } from './simulated-clients.ts';

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
  readonly network: GroupNetwork;
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
  const rows = new RowCollector();
  const scaled = (amounts: typeof groupAmounts.trained | typeof groupAmounts.calibrated) => ({
    ordinary: Math.round(share * amounts.ordinary),
    hard: Math.round(share * amounts.hard),
    advertiser: 0,
  });
  onProgress?.('simulating clients');
  for (const day of cleanClients(train, scaled(groupAmounts.trained), seed + 1))
    for (const sample of clientSamples(classifier, day)) rows.add(classifier, sample);
  const count = Math.round(share * groupAmounts.infected);
  for (const { day, ...sampling } of trainedInfections(dga, train, count, seed + 2))
    for (const sample of clientSamples(classifier, day, sampling)) rows.add(classifier, sample);
  const settings = { ...defaultGroupFitting, seed, ...fitting };
  const network = fitGroupNetwork(rows.finish(), {
    ...settings,
    onEpoch: (epoch, loss) =>
      onProgress?.(`epoch ${epoch}/${settings.epochs}, loss ${loss.toFixed(4)}`),
  });
  onProgress?.('setting the levels');
  const values = { with: new Map<string, number[]>(), without: new Map<string, number[]>() };
  for (const day of cleanClients(calibrate, scaled(groupAmounts.calibrated), seed + 3)) {
    for (const sample of clientSamples(classifier, day)) {
      const of = values[sample.hasAnswers ? 'with' : 'without'];
      const ofKind = of.get(sample.kind) ?? [];
      of.set(sample.kind, ofKind);
      ofKind.push(runGroupNetwork(network, classifier.readEvidence(sample.evidence).vector));
    }
  }
  return {
    network,
    withAnswers: alertRates(values.with),
    withoutAnswers: alertRates(values.without),
    fittedOn: { cleanClients: rows.clean / 2, infectedClients: rows.infected / 2 },
  };
}

/** Collects what the network is fitted to; it grows as clients come. */
class RowCollector {
  #vectors = new Float32Array(2 ** 20);
  readonly #labels: number[] = [];
  readonly #weights: number[] = [];
  #inputs = 0;

  add(classifier: Classifier, { family, infected, kind, evidence }: ClientSample): void {
    const { vector } = classifier.readEvidence(evidence);
    this.#inputs = vector.length;
    const at = this.#labels.length * vector.length;
    if (at + vector.length > this.#vectors.length) {
      const grown = new Float32Array(this.#vectors.length * 2);
      grown.set(this.#vectors);
      this.#vectors = grown;
    }
    this.#vectors.set(vector, at);
    this.#labels.push(family === null ? 0 : 1);
    const ofInfected = infected < FEWEST_NAMES ? FEW_NAMES_WEIGHT : 1;
    this.#weights.push(family === null ? (kind === MACHINE_MADE ? 0 : CLEAN_WEIGHT) : ofInfected);
  }

  get clean(): number {
    return this.#labels.length - this.infected;
  }

  get infected(): number {
    return this.#labels.reduce((sum, label) => sum + label, 0);
  }

  finish(): GroupRows {
    return {
      inputs: this.#inputs,
      vectors: this.#vectors.subarray(0, this.#labels.length * this.#inputs),
      labels: Float32Array.from(this.#labels),
      weights: Float32Array.from(this.#weights),
    };
  }
}
