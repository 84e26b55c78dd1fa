import type { Engine } from '../engine/engine.ts';
import { logitOf } from './group-evidence.ts';
import { nameShape, type NameShape } from './name-shape.ts';
import { RowBlocks } from './row-blocks.ts';

/** Names that are remembered: those that many clients ask for, and a group's between its steps. */
const CAPACITY = 2 ** 13;
/** The family head runs at once for names of this score, those that weigh something in a verdict: to run the network again costs more. */
const FAMILY_FROM = 0.047;

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
}

/** Runs the name network once for a name, and remembers what groups need of it; of more, what was not asked for lately is forgotten. */
export class NameReadings {
  readonly #engine: Engine;
  readonly #features: RowBlocks;
  readonly #families: RowBlocks;
  #recent = new Map<string, NameReading>();
  #older = new Map<string, NameReading>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#features = new RowBlocks(engine.batchSize, engine.featureCount);
    this.#families = new RowBlocks(engine.batchSize, this.#familyCount);
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

  /** Readings of up to a batch of names, with what the family head gives each, if the network has one. */
  withFamilies(names: readonly string[]): readonly NameReading[] {
    const readings = this.of(names);
    if (this.#engine.familyScores === null) return readings;
    const missing = readings.filter(({ families }) => families === null);
    if (missing.length === 0) return readings;
    const asked = missing.map(({ shape }) => shape.name);
    this.#engine.encode(asked, asked.length);
    this.#engine.run(asked.length, -Infinity);
    for (let row = 0; row < missing.length; row++) this.#readFamilies(missing[row], row);
    return readings;
  }

  get #familyCount(): number {
    const { familyScores, batchSize } = this.#engine;
    return (familyScores?.length ?? 0) / batchSize;
  }

  /** Keeps what the family head gave a name of the batch that ran last. */
  #readFamilies(reading: NameReading = NOTHING, row: number): void {
    const { familyScores } = this.#engine;
    if (familyScores === null) return;
    const count = this.#familyCount;
    const { values, from } = this.#families.take(1);
    for (let i = 0; i < count; i++) values[from + i] = familyScores[row * count + i] ?? 0;
    reading.families = values;
    reading.familiesFrom = from;
  }

  #renewed(name: string): NameReading | undefined {
    const reading = this.#older.get(name);
    if (reading !== undefined) this.#set(name, reading);
    return reading;
  }

  #run(names: readonly string[], readings: NameReading[]): void {
    const { featureCount, scores } = this.#engine;
    this.#engine.encode(names, names.length);
    const { values, from } = this.#features.take(names.length);
    this.#engine.runFeatures(names.length, FAMILY_FROM, values, from);
    for (let row = 0; row < names.length; row++) {
      const name = names[row] ?? '';
      const score = scores[row] ?? 0;
      const reading: NameReading = {
        logit: logitOf(score),
        families: null,
        familiesFrom: 0,
        shape: nameShape(name),
        features: values,
        featuresFrom: from + row * featureCount,
      };
      if (score >= FAMILY_FROM) this.#readFamilies(reading, row);
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
};
