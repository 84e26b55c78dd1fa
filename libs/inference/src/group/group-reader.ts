import type { Engine } from '../engine/engine.ts';
import type { GroupEvidence, RankedNames } from './group-evidence.ts';
import { groupFeatures, groupShapes, groupSize, pooledNames } from './group-features.ts';
import type { GroupNetwork } from './group-network.ts';
import { NAME_EVIDENCE, nameInputs, writeNameEvidence } from './name-evidence.ts';
import { NameReadings } from './name-readings.ts';

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

  /** What the family head gives each of up to a batch of names; null where the network has none. */
  families(names: readonly string[]): readonly Float32Array[] | null {
    return this.#readings.families(names);
  }

  /** What the group network reads of the evidence; filled again by the next reading. */
  read(evidence: GroupEvidence): Float32Array {
    const { all, failing } = evidence;
    const ranked = this.#hasOdds ? [...new Set([...all.names, ...(failing?.names ?? [])])] : [];
    const known = this.#readings.of(ranked);
    const shapes = groupShapes(
      evidence,
      new Map(known.map(({ shape }, i) => [ranked[i] ?? '', shape])),
    );
    const names = this.#hasOdds ? ranked : pooledNames(evidence, shapes);
    const readings = this.#hasOdds ? known : this.#readings.of(names);
    const featuresBy = new Map(names.map((name, i) => [name, readings[i]?.features]));
    const featuresOf = (name: string): Float32Array => featuresBy.get(name) ?? NO_FEATURES;
    groupFeatures(evidence, shapes, featuresOf, this.#featureCount, this.#vector);
    let at = groupSize(this.#featureCount);
    for (const list of this.#hasOdds ? [failing, all] : []) {
      if (list !== null)
        writeNameEvidence(list, this.#oddsOf(list, list === failing), this.#vector, at);
      at += NAME_EVIDENCE;
    }
    return this.#vector;
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

  #oddsOf({ names, logits }: RankedNames, isOfFailing: boolean): Float64Array {
    return Float64Array.from(this.#readings.of(names), (reading, i) =>
      this.#readings.odds(reading, logits[i] ?? 0, isOfFailing),
    );
  }
}

const NO_FEATURES = new Float32Array(0);
