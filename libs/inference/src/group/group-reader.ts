import type { Engine } from '../engine/engine.ts';
import type { GroupEvidence, RankedNames } from './group-evidence.ts';
import { groupFeatures, type GroupReadings, groupSize } from './group-features.ts';
import type { GroupNetwork } from './group-network.ts';
import { NAME_EVIDENCE, nameInputs, writeNameEvidence } from './name-evidence.ts';
import { type NameReading, NameReadings } from './name-readings.ts';
import type { NameShape } from './name-shape.ts';

/** Describes sets of names with a name network's engine. */
export class GroupReader {
  readonly #featureCount: number;
  readonly #readings: NameReadings;
  /** Whether there is a network over one name. */
  readonly #hasOdds: boolean;
  readonly #vector: Float32Array;

  constructor(engine: Engine, nameNetwork: GroupNetwork | null) {
    this.#featureCount = engine.featureCount;
    this.#readings = new NameReadings(engine, nameNetwork);
    this.#hasOdds = nameNetwork !== null;
    const size = groupSize(engine.featureCount);
    this.#vector = new Float32Array(size + (this.#hasOdds ? 2 * NAME_EVIDENCE : 0));
  }

  /** Numbers of a description. */
  get size(): number {
    return this.#vector.length;
  }

  /** Numbers that the network over one name reads. */
  get nameInputs(): number {
    return nameInputs(this.#featureCount);
  }

  /** The name network's logits of registrable names. */
  logits(names: readonly string[]): Float64Array {
    return this.#readings.logits(names);
  }

  /** What names look like. */
  shapes(names: readonly string[]): NameShape[] {
    return this.#readings.of(names).map(({ shape }) => shape);
  }

  /** Readings of up to a batch of names with what the family head gives each; null where the network has none. */
  withFamilies(names: readonly string[]): readonly NameReading[] | null {
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
    if (!this.#hasOdds) return this.#vector;
    const at = groupSize(this.#featureCount);
    if (failing !== null && readings.failing !== null)
      this.#writeOdds(failing, readings.failing, true, at);
    this.#writeOdds(all, readings.all, false, at + NAME_EVIDENCE);
    return this.#vector;
  }

  #writeOdds(
    list: RankedNames,
    readings: readonly NameReading[],
    isOfFailing: boolean,
    at: number,
  ): void {
    const odds = new Float64Array(readings.length);
    for (let i = 0; i < odds.length; i++) {
      const reading = readings[i];
      if (reading !== undefined)
        odds[i] = this.#readings.odds(reading, list.logits[i] ?? 0, isOfFailing);
    }
    writeNameEvidence(list, odds, this.#vector, at);
  }

  /** What the network over one name reads of each ranked name, of those that failed where answers are known: a row a name. */
  nameRows({ all, failing }: GroupEvidence): Float32Array {
    const list = failing ?? all;
    const size = this.nameInputs;
    const rows = new Float32Array(list.names.length * size);
    this.#readings.of(list.names).forEach((reading, row) => {
      rows.set(this.#readings.inputs(reading, list.logits[row] ?? 0, failing !== null), row * size);
    });
    return rows;
  }
}
