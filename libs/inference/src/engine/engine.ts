/** Runs a network on batches of names. Its arrays are reused: each run overwrites them. */
export interface Engine {
  readonly kind: 'javascript' | 'wasm';
  /** Rows of `codes` and `scores`. */
  readonly batchSize: number;
  /** (batchSize, length): codes that the next run reads. */
  readonly codes: Uint8Array;
  /** (batchSize): scores of the last run. */
  readonly scores: Float32Array;
  /** (batchSize, families): the family head's values, null where the network has none. */
  readonly familyScores: Float32Array | null;
  /** Values of the layer that the score is read from; 0 where the network has no such layer. */
  readonly featureCount: number;
  /** Writes the codes of the first `count` names. */
  encode(names: readonly string[], count: number): void;
  /** Scores the first `count` rows of codes; writes rows of `familyScores` only for names that score `familyScoreThreshold` or more. */
  run(count: number, familyScoreThreshold: number): void;
  /** The same, and writes (count, featureCount) values of the layer that the score is read from to `features`, from a place on. */
  runFeatures(
    count: number,
    familyScoreThreshold: number,
    features: Float32Array,
    at: number,
  ): void;
}
