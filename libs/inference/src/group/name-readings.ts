import type { Engine } from '../engine/engine.ts';
import { logitOf } from './group-evidence.ts';
import { changeOfSums, firstSums, type GroupNetwork, valueOf } from './group-network.ts';
import { failingInput, nameInputs, writeNameInputs } from './name-evidence.ts';
import { nameShape, type NameShape } from './name-shape.ts';

/** Names that are remembered: those that many clients ask for, and a group's between its steps. */
const CAPACITY = 2 ** 13;
/** The family head runs at once for names of this score: they are likely to be asked about. */
const FAMILY_FROM = 0.5;

/** What is known of one registrable name, whatever group it is in. */
export interface NameReading {
  readonly logit: number;
  readonly shape: NameShape;
  /** The layer that the name network's score is read from. */
  readonly features: Float32Array;
  /** What the family head gives it; null while nobody asked. */
  family: Float32Array | null;
  /** The values of the network over one name among names that failed, and among all, and for which logit they are. */
  oddsOfFailing: number;
  oddsOfAll: number;
  oddsFor: number;
}

/** Runs the name network once for a name, and remembers what groups need of it; of more, what was not asked for lately is forgotten. */
export class NameReadings {
  readonly #engine: Engine;
  readonly #nameNetwork: GroupNetwork | null;
  readonly #rows: Float32Array;
  readonly #inputs: Float32Array;
  /** What it changes in the first layer of the network over one name that all names of a list failed. */
  readonly #changeOfFailing: Float64Array;
  readonly #ofFailing: Float64Array;
  #recent = new Map<string, NameReading>();
  #older = new Map<string, NameReading>();

  constructor(engine: Engine, nameNetwork: GroupNetwork | null) {
    this.#engine = engine;
    this.#nameNetwork = nameNetwork;
    this.#rows = new Float32Array(engine.batchSize * engine.featureCount);
    this.#inputs = new Float32Array(nameInputs(engine.featureCount));
    this.#changeOfFailing =
      nameNetwork === null
        ? new Float64Array(0)
        : changeOfSums(nameNetwork, failingInput(engine.featureCount), 1);
    this.#ofFailing = new Float64Array(this.#changeOfFailing.length);
  }

  /** Readings of names, in their order; those that are not known are run together. */
  of(names: readonly string[]): NameReading[] {
    const missing = names.filter((name) => !this.#recent.has(name) && !this.#renew(name));
    for (let from = 0; from < missing.length; from += this.#engine.batchSize)
      this.#run(missing.slice(from, from + this.#engine.batchSize));
    return names.map((name) => this.#recent.get(name) ?? this.#older.get(name) ?? NOTHING);
  }

  /** The name network's logits. */
  logits(names: readonly string[]): Float64Array {
    return Float64Array.from(this.of(names), ({ logit }) => logit);
  }

  /** What the family head gives each name; null where the network has none. */
  families(names: readonly string[]): readonly Float32Array[] | null {
    if (this.#engine.familyScores === null) return null;
    const readings = this.of(names);
    const missing = names.filter((_, i) => readings[i]?.family == null);
    if (missing.length > 0) {
      this.#engine.encode(missing, missing.length);
      this.#engine.run(missing.length, -Infinity);
      const families = this.#familyRows(missing.length);
      const rowOf = new Map(missing.map((name, row) => [name, row]));
      readings.forEach((reading, i) => {
        const row = rowOf.get(names[i] ?? '');
        if (row !== undefined) reading.family = families(row);
      });
    }
    return readings.map(({ family }) => family ?? NO_VALUES);
  }

  /** What the family head gave the first names of the batch, row by row. */
  #familyRows(names: number): (row: number) => Float32Array | null {
    const { familyScores, batchSize } = this.#engine;
    if (familyScores === null) return () => null;
    const count = familyScores.length / batchSize;
    const rows = familyScores.slice(0, names * count);
    return (row) => rows.subarray(row * count, (row + 1) * count);
  }

  /** The value of the network over one name; 0 where there is none. */
  odds(reading: NameReading, logit: number, isOfFailing: boolean): number {
    const network = this.#nameNetwork;
    if (network === null) return 0;
    if (reading.oddsFor !== logit) {
      // The two kinds of lists differ in one input.
      const sums = firstSums(network, this.inputs(reading, logit, false));
      const ofFailing = this.#ofFailing;
      for (let unit = 0; unit < ofFailing.length; unit++)
        ofFailing[unit] = (sums[unit] ?? 0) + (this.#changeOfFailing[unit] ?? 0);
      reading.oddsOfAll = valueOf(network, sums);
      reading.oddsOfFailing = valueOf(network, ofFailing);
      reading.oddsFor = logit;
    }
    return isOfFailing ? reading.oddsOfFailing : reading.oddsOfAll;
  }

  /** What the network over one name reads; filled again by the next call. */
  inputs({ features, shape }: NameReading, logit: number, isOfFailing: boolean): Float32Array {
    writeNameInputs(features, logit, shape, isOfFailing, this.#inputs);
    return this.#inputs;
  }

  #renew(name: string): boolean {
    const reading = this.#older.get(name);
    if (reading === undefined) return false;
    this.#set(name, reading);
    return true;
  }

  #run(names: readonly string[]): void {
    const { featureCount, scores } = this.#engine;
    this.#engine.encode(names, names.length);
    this.#engine.runFeatures(names.length, FAMILY_FROM, this.#rows);
    // One copy for all names: a small array of its own for each would cost more than the network.
    const features = this.#rows.slice(0, names.length * featureCount);
    const families = this.#familyRows(names.length);
    names.forEach((name, row) => {
      const score = scores[row] ?? 0;
      this.#set(name, {
        logit: logitOf(score),
        family: score >= FAMILY_FROM ? families(row) : null,
        shape: nameShape(name),
        features: features.subarray(row * featureCount, (row + 1) * featureCount),
        oddsOfFailing: 0,
        oddsOfAll: 0,
        oddsFor: NaN,
      });
    });
  }

  #set(name: string, reading: NameReading): void {
    if (this.#recent.size >= CAPACITY) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(name, reading);
  }
}

const NO_VALUES = new Float32Array(0);
const NOTHING: NameReading = {
  logit: 0,
  shape: nameShape(''),
  features: NO_VALUES,
  family: null,
  oddsOfFailing: 0,
  oddsOfAll: 0,
  oddsFor: 0,
};
