/** Runs a network on a batch of names; its arrays are its own and are filled anew by each run. */
export interface Engine {
  readonly kind: 'javascript' | 'wasm';
  /** Rows of `codes` and `scores`. */
  readonly batchSize: number;
  /** (batchSize, length): what the next run reads. */
  readonly codes: Uint8Array;
  /** (batchSize): what the last run gave. */
  readonly scores: Float32Array;
  /** (batchSize, families): the family head's values, null where the network has none. */
  readonly familyScores: Float32Array | null;
  /** Values of the layer that the score is read from; 0 where the network has no such layer. */
  readonly featureCount: number;
  /** Writes the codes of the first `count` names. */
  encode(names: readonly string[], count: number): void;
  /** Scores the first `count` rows of codes; `familyScores` has what scores at least `familiesFrom`, and may stay as it was elsewhere. */
  run(count: number, familiesFrom: number): void;
  /** The same, and writes (count, featureCount) values of the layer that the score is read from to `features`. */
  runFeatures(count: number, familiesFrom: number, features: Float32Array): void;
}
