import type { Engine } from '../engine/engine.ts';
import type { GroupEvidence } from './group-evidence.ts';
import { groupFeatures, groupShapes, groupSize, pooledNames } from './group-features.ts';

/** A group as the group network reads it. */
export interface GroupReading {
  readonly evidence: GroupEvidence;
  /** What the group network reads; filled again by the next reading. */
  readonly vector: Float32Array;
}

/** Describes sets of names with a name network's engine. */
export class GroupReader {
  readonly #engine: Engine;
  readonly #vector: Float32Array;
  readonly #rows: Float32Array;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#vector = new Float32Array(groupSize(engine.featureCount));
    this.#rows = new Float32Array(engine.batchSize * engine.featureCount);
  }

  /** Numbers of a description. */
  get size(): number {
    return this.#vector.length;
  }

  read(evidence: GroupEvidence): GroupReading {
    const { featureCount } = this.#engine;
    const shapes = groupShapes(evidence);
    const rowOf = this.#run(pooledNames(evidence, shapes));
    const featuresOf = (name: string): Float32Array => {
      const at = (rowOf.get(name) ?? 0) * featureCount;
      return this.#rows.subarray(at, at + featureCount);
    };
    groupFeatures(evidence, shapes, featuresOf, featureCount, this.#vector);
    return { evidence, vector: this.#vector };
  }

  /** Runs the names whose features are pooled; returns where each one's are. */
  #run(names: readonly string[]): ReadonlyMap<string, number> {
    this.#engine.encode(names, names.length);
    this.#engine.runFeatures(names.length, Infinity, this.#rows);
    return new Map(names.map((name, row) => [name, row]));
  }
}
