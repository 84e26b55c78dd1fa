import type { Engine } from '../engine/engine.ts';
import type { GroupEvidence } from './group-evidence.ts';
import { groupFeatures, type GroupReadings, groupSize } from './group-features.ts';
import { type NameReading, NameReadings } from './name-readings.ts';

/** Describes sets of names with a name network's engine. */
export class GroupReader {
  readonly #featureCount: number;
  readonly #readings: NameReadings;
  readonly #vector: Float32Array;

  constructor(engine: Engine) {
    this.#featureCount = engine.featureCount;
    this.#readings = new NameReadings(engine);
    this.#vector = new Float32Array(groupSize(engine.featureCount));
  }

  /** Numbers of a description. */
  get size(): number {
    return this.#vector.length;
  }

  /** The name network's logits of registrable names. */
  logits(names: readonly string[]): Float64Array {
    return this.#readings.logits(names);
  }

  /** Readings of up to a batch of names with what the family head gives each, if the network has one. */
  withFamilies(names: readonly string[]): readonly NameReading[] {
    return this.#readings.withFamilies(names);
  }

  /** What the group network reads of the evidence; filled again by the next reading. */
  read(evidence: GroupEvidence): Float32Array {
    const { all, failing } = evidence;
    const readings: GroupReadings = {
      all: this.#readings.of(all.names),
      failing: failing === null ? null : this.#readings.of(failing.names),
    };
    groupFeatures(evidence, readings, this.#featureCount, this.#vector);
    return this.#vector;
  }
}
