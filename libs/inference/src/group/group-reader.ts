import type { Engine } from '../engine/engine.ts';
import type { GroupEvidence } from './group-evidence.ts';
import { groupFeatures, type GroupReadings, groupSize } from './group-features.ts';
import type { GroupNetwork } from './group-network.ts';
import { NAME_EVIDENCE, nameInputs, writeNameEvidence } from './name-evidence.ts';
import { NameOdds, writeNameInputs } from './name-odds.ts';
import { type NameReading, NameReadings } from './name-readings.ts';

/** Describes sets of names with a name network's engine. */
export class GroupReader {
  readonly #featureCount: number;
  readonly #readings: NameReadings;
  /** Of the network over one name, if there is one. */
  readonly #odds: NameOdds | null;
  readonly #vector: Float32Array;

  constructor(engine: Engine, nameNetwork: GroupNetwork | null) {
    this.#featureCount = engine.featureCount;
    this.#readings = new NameReadings(engine);
    this.#odds = nameNetwork === null ? null : new NameOdds(nameNetwork, engine.featureCount);
    const size = groupSize(engine.featureCount);
    this.#vector = new Float32Array(size + (nameNetwork === null ? 0 : 2 * NAME_EVIDENCE));
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
    const odds = this.#odds;
    if (odds === null) return this.#vector;
    const at = groupSize(this.#featureCount);
    if (failing !== null && readings.failing !== null) {
      const ofFailing = odds.of(readings.failing, failing.logits, true);
      writeNameEvidence(failing, ofFailing, this.#vector, at);
    }
    const ofAll = odds.of(readings.all, all.logits, false);
    writeNameEvidence(all, ofAll, this.#vector, at + NAME_EVIDENCE);
    return this.#vector;
  }

  /** What the network over one name reads of each ranked name, of those that failed where answers are known: a row a name. */
  nameRows({ all, failing }: GroupEvidence): Float32Array {
    const list = failing ?? all;
    const size = this.nameInputs;
    const rows = new Float32Array(list.names.length * size);
    this.#readings.of(list.names).forEach((reading, row) => {
      writeNameInputs(
        reading,
        this.#featureCount,
        list.logits[row] ?? 0,
        failing !== null,
        rows,
        row * size,
      );
    });
    return rows;
  }
}
