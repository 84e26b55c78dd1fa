/** A pass over names: which of them the network has to score, and what becomes of their scores. */
export interface ScorePass {
  /** Names of the pass. */
  readonly count: number;
  /** The score from which on the family head's values are wanted; `Infinity` wants none. */
  readonly familyScoreThreshold: number;
  /** Returns the registrable name to score, or null where the pass has settled the name without the network. */
  pick(index: number): string | null;
  /** Called with each score; its family head's values, if any, begin at `from`. */
  settle(index: number, score: number, familyScores: Float32Array | null, from: number): void;
}

/** Registrable names to be scored together, and the places that they have in their pass. */
export interface ScoreBatch {
  readonly names: string[];
  readonly indices: number[];
}

/** Cuts what the network has to score of a pass into batches of up to `size` names. */
export function* scoreBatches(pass: ScorePass, size: number): Generator<ScoreBatch, void, void> {
  for (let next = 0; next < pass.count;) {
    const batch: ScoreBatch = { names: [], indices: [] };
    for (; next < pass.count && batch.names.length < size; next++) {
      const name = pass.pick(next);
      if (name === null) continue;
      batch.names.push(name);
      batch.indices.push(next);
    }
    if (batch.names.length > 0) yield batch;
  }
}
