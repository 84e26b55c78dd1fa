import { idnReadings } from '@degas/features';

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

/** Texts to be scored together, and the places that they have in their pass; those of one name follow each other. */
export interface ScoreBatch {
  readonly names: string[];
  readonly indices: number[];
}

/**
 * Cuts what the network has to score of a pass into batches of up to `size` texts: the registrable names and, of those in Punycode,
 * what else they may be read as.
 */
export function* scoreBatches(pass: ScorePass, size: number): Generator<ScoreBatch, void, void> {
  let batch: ScoreBatch = { names: [], indices: [] };
  for (let next = 0; next < pass.count; next++) {
    const name = pass.pick(next);
    if (name === null) continue;
    const readings = idnReadings(name);
    if (batch.names.length + readings.length >= size) {
      yield batch;
      batch = { names: [], indices: [] };
    }
    add(batch, name, next);
    for (const reading of readings) add(batch, reading, next);
    if (batch.names.length === size) {
      yield batch;
      batch = { names: [], indices: [] };
    }
  }
  if (batch.names.length > 0) yield batch;
}

function add({ names, indices }: ScoreBatch, name: string, index: number): void {
  names.push(name);
  indices.push(index);
}

/** Calls back with each place of a batch and the row of its highest score. */
export function bestRows(
  indices: readonly number[],
  scores: Float32Array,
  take: (index: number, row: number) => void,
): void {
  for (let row = 0; row < indices.length;) {
    const index = indices[row] ?? 0;
    let best = row;
    while (indices[++row] === index) if ((scores[row] ?? 0) > (scores[best] ?? 0)) best = row;
    take(index, best);
  }
}
