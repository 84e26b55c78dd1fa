import type { Engine } from '../engine/engine.ts';
import { logitOf } from './group-evidence.ts';
import { nameShape, type NameShape } from './name-shape.ts';

/** Names that are remembered: those that many clients ask for, and a group's between its steps. */
const CAPACITY = 2 ** 13;
/** The family head runs at once for names of this score: they are likely to be asked about. */
const FAMILY_FROM = 0.5;

/** What is known of one registrable name, whatever group it is in. */
export interface NameReading {
  readonly logit: number;
  readonly shape: NameShape;
  /** Values of the layer that the name network's score is read from, of several names, and where this one's begin. */
  readonly features: Float32Array;
  readonly featuresFrom: number;
  /** The same of what the family head gives it; null while nobody asked. */
  families: Float32Array | null;
  familiesFrom: number;
  /** The values of the network over one name among names that failed, and among all, and for which logit they are. */
  oddsOfFailing: number;
  oddsOfAll: number;
  oddsFor: number;
}

/** Runs the name network once for a name, and remembers what groups need of it; of more, what was not asked for lately is forgotten. */
export class NameReadings {
  readonly #engine: Engine;
  readonly #rows: Float32Array;
  #recent = new Map<string, NameReading>();
  #older = new Map<string, NameReading>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#rows = new Float32Array(engine.batchSize * engine.featureCount);
  }

  /** Readings of different names, in their order; those that are not known are run together. */
  of(names: readonly string[]): NameReading[] {
    const readings: NameReading[] = [];
    let missing: string[] | null = null;
    for (const name of names) {
      const known = this.#recent.get(name) ?? this.#renewed(name);
      if (known === undefined) (missing ??= []).push(name);
      readings.push(known ?? NOTHING);
    }
    if (missing === null) return readings;
    const fresh: NameReading[] = [];
    for (let from = 0; from < missing.length; from += this.#engine.batchSize)
      this.#run(missing.slice(from, from + this.#engine.batchSize), fresh);
    let next = 0;
    for (let i = 0; i < readings.length; i++)
      if (readings[i] === NOTHING) readings[i] = fresh[next++] ?? NOTHING;
    return readings;
  }

  /** The name network's logits. */
  logits(names: readonly string[]): Float64Array {
    const readings = this.of(names);
    const logits = new Float64Array(readings.length);
    for (let i = 0; i < logits.length; i++) logits[i] = readings[i]?.logit ?? 0;
    return logits;
  }

  /** Readings of up to a batch of names, with what the family head gives each; null where the network has none. */
  withFamilies(names: readonly string[]): readonly NameReading[] | null {
    if (this.#engine.familyScores === null) return null;
    const readings = this.of(names);
    const missing = readings.filter(({ families }) => families === null);
    if (missing.length > 0) {
      const asked = missing.map(({ shape }) => shape.name);
      this.#engine.encode(asked, asked.length);
      this.#engine.run(asked.length, -Infinity);
      const families = this.#familyRows(asked.length);
      missing.forEach((reading, row) => {
        reading.families = families;
        reading.familiesFrom = row * this.#familyCount;
      });
    }
    return readings;
  }

  get #familyCount(): number {
    const { familyScores, batchSize } = this.#engine;
    return (familyScores?.length ?? 0) / batchSize;
  }

  /** What the family head gave the first names of the batch, row by row. */
  #familyRows(names: number): Float32Array | null {
    return this.#engine.familyScores?.slice(0, names * this.#familyCount) ?? null;
  }

  #renewed(name: string): NameReading | undefined {
    const reading = this.#older.get(name);
    if (reading !== undefined) this.#set(name, reading);
    return reading;
  }

  #run(names: readonly string[], readings: NameReading[]): void {
    const { featureCount, scores } = this.#engine;
    this.#engine.encode(names, names.length);
    this.#engine.runFeatures(names.length, FAMILY_FROM, this.#rows);
    // One copy for all names: a small array of its own for each would cost more than the network.
    const features = this.#rows.slice(0, names.length * featureCount);
    let families: Float32Array | null = null;
    for (let row = 0; row < names.length; row++) {
      const name = names[row] ?? '';
      const score = scores[row] ?? 0;
      const hasFamilies = score >= FAMILY_FROM;
      if (hasFamilies) families ??= this.#familyRows(names.length);
      const reading: NameReading = {
        logit: logitOf(score),
        families: hasFamilies ? families : null,
        familiesFrom: row * this.#familyCount,
        shape: nameShape(name),
        features,
        featuresFrom: row * featureCount,
        oddsOfFailing: 0,
        oddsOfAll: 0,
        oddsFor: NaN,
      };
      readings.push(reading);
      this.#set(name, reading);
    }
  }

  #set(name: string, reading: NameReading): void {
    if (this.#recent.size >= CAPACITY) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(name, reading);
  }
}

const NOTHING: NameReading = {
  logit: 0,
  shape: nameShape(''),
  features: new Float32Array(0),
  featuresFrom: 0,
  families: null,
  familiesFrom: 0,
  oddsOfFailing: 0,
  oddsOfAll: 0,
  oddsFor: 0,
};
