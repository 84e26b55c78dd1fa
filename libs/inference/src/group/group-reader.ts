import type { Engine } from '../engine/engine.ts';
import { type GroupEvidence, groupEvidence, logitOf } from './group-evidence.ts';
import { groupFeatures, groupSize, pooledNames } from './group-features.ts';

/** Which names of a group failed (NXDOMAIN); absent where no answers are known. */
export interface GroupAnswers {
  /** For each name, in their order, or the names that failed. */
  readonly failed?: ReadonlySet<string> | ArrayLike<boolean | number>;
}

/** A group as the group network reads it. */
export interface GroupReading {
  readonly evidence: GroupEvidence;
  /** What the group network reads; filled again by the next reading. */
  readonly vector: Float32Array;
}

/** Reads sets of names with a name network's engine. */
export class GroupReader {
  readonly #engine: Engine;
  readonly #vector: Float32Array;
  readonly #rows: Float32Array;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#vector = new Float32Array(groupSize(engine.featureCount));
    this.#rows = new Float32Array(engine.batchSize * engine.featureCount);
  }

  /** Reads different registrable names with their scores; `failed` says for each whether it failed. */
  read(
    names: readonly string[],
    scores: ArrayLike<number>,
    failed: ArrayLike<boolean | number> | null,
  ): GroupReading {
    const { featureCount } = this.#engine;
    const evidence = groupEvidence(names, Float64Array.from(scores, logitOf), failed);
    const rowOf = this.#run(evidence);
    const featuresOf = (name: string): Float32Array => {
      const at = (rowOf.get(name) ?? 0) * featureCount;
      return this.#rows.subarray(at, at + featureCount);
    };
    groupFeatures(evidence, featuresOf, featureCount, this.#vector);
    return { evidence, vector: this.#vector };
  }

  /** Runs the names whose features are pooled; returns where each one's are. */
  #run({ all, failing }: GroupEvidence): ReadonlyMap<string, number> {
    const pooled = [...new Set([all, ...(failing === null ? [] : [failing])].flatMap(pooledNames))];
    this.#engine.encode(pooled, pooled.length);
    this.#engine.runFeatures(pooled.length, Infinity, this.#rows);
    return new Map(pooled.map((name, row) => [name, row]));
  }
}
