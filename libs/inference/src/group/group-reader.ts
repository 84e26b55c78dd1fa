import type { Engine } from '../engine/engine.ts';
import type { GroupEvidence } from './group-evidence.ts';
import { groupFeatures, groupShapes, groupSize, pooledNames } from './group-features.ts';
import type { GroupNetwork } from './group-network.ts';
import { NAME_EVIDENCE, nameInputs, writeNameEvidence } from './name-evidence.ts';
import { type NameReading, NameReadings } from './name-readings.ts';

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
    const readingOf = new Map<string, NameReading>();
    if (this.#hasOdds) this.#addReadings([...all.names, ...(failing?.names ?? [])], readingOf);
    const shapes = groupShapes(evidence, (name) => readingOf.get(name)?.shape);
    if (!this.#hasOdds) this.#addReadings(pooledNames(evidence, shapes), readingOf);
    const featuresOf = (name: string): Float32Array => readingOf.get(name)?.features ?? NO_FEATURES;
    groupFeatures(evidence, shapes, featuresOf, this.#featureCount, this.#vector);
    let at = groupSize(this.#featureCount);
    for (const list of this.#hasOdds ? [failing, all] : []) {
      if (list !== null) {
        const odds = list.names.map((name, i) => {
          const reading = readingOf.get(name);
          const logit = list.logits[i] ?? 0;
          return reading === undefined ? 0 : this.#readings.odds(reading, logit, list === failing);
        });
        writeNameEvidence(list, Float64Array.from(odds), this.#vector, at);
      }
      at += NAME_EVIDENCE;
    }
    return this.#vector;
  }

  #addReadings(names: readonly string[], to: Map<string, NameReading>): void {
    const distinct = [...new Set(names)];
    this.#readings.of(distinct).forEach((reading, i) => to.set(distinct[i] ?? '', reading));
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

const NO_FEATURES = new Float32Array(0);
