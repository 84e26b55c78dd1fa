import { decode, degasEncoding } from '@degas/features';
import type { Explanation, Verdict } from '@degas/inference';

import type { ServedClassifier, ServedFiles } from '../models/served-classifier.ts';
import { BatchQueue, defaultBatching, type BatchingOptions } from './batch-queue.ts';
import type { TensorInput } from './tensor-input.ts';

export interface ScorerOptions {
  readonly batching?: Partial<BatchingOptions>;
  /** Told of all scores that are given, and of how many names, since the last time, the score was remembered. */
  readonly onScores?: (scores: Float32Array, cacheHits: number) => void;
}

/** About as many variants of a name are scored to explain its verdict. */
const NAMES_PER_EXPLANATION = 128;

/** A classifier behind queues, one for each thing that can be asked of it. */
export class Scorer {
  readonly labels: readonly [string, string];
  /** Rows of codes are in the original encoding, whatever the network reads: so its clients outlive it. */
  readonly rowForm = { length: degasEncoding.length, vocabulary: degasEncoding.vocabulary };
  readonly #classifier: ServedClassifier;
  readonly #onScores: ScorerOptions['onScores'];
  /** Of which `onScores` knows. */
  #cacheHits = 0;
  readonly #names: BatchQueue<string, number>;
  readonly #codes: BatchQueue<Int32Array, number>;
  readonly #verdicts: BatchQueue<string, Verdict>;
  readonly #explanations: BatchQueue<string, Explanation>;

  constructor(classifier: ServedClassifier, options: ScorerOptions = {}) {
    const batching = { ...defaultBatching, ...options.batching };
    const { name, version } = classifier.model.encoding;
    const isOriginal = name === degasEncoding.name && version === degasEncoding.version;
    this.#classifier = classifier;
    this.#onScores = options.onScores;
    this.labels = classifier.model.labels;
    this.#names = new BatchQueue((names) => classifier.score(names), batching);
    this.#verdicts = new BatchQueue((names) => classifier.classify(names), batching);
    this.#explanations = new BatchQueue((names) => names.map((name) => classifier.explain(name)), {
      ...batching,
      maxBatchSize: Math.ceil(batching.maxBatchSize / NAMES_PER_EXPLANATION),
    });
    this.#codes = new BatchQueue((rows) => {
      if (!isOriginal) return classifier.score(rows.map(decode));
      const { length } = degasEncoding;
      const codes = new Int32Array(rows.length * length);
      rows.forEach((row, i) => {
        codes.set(row, i * length);
      });
      return classifier.scoreCodes(codes);
    }, batching);
  }

  get files(): ServedFiles | null {
    return this.#classifier.files ?? null;
  }

  /** Rows that wait in the queues. */
  get waiting(): number {
    return (
      this.#names.waiting +
      this.#codes.waiting +
      this.#verdicts.waiting +
      this.#explanations.waiting
    );
  }

  /** One score per row. A name that can't be judged gets 0: a float tensor has no empty place, and JSON no NaN. */
  async score(input: TensorInput): Promise<Float32Array> {
    const scores = await (input.kind === 'names'
      ? this.#names.add(input.names)
      : this.#codes.add(rowsOf(input.codes, input.rows)));
    const known = Float32Array.from(scores, (score) => (Number.isNaN(score) ? 0 : score));
    this.#tellScores(known);
    return known;
  }

  /** One verdict per name. */
  async judge(names: readonly string[]): Promise<readonly Verdict[]> {
    const verdicts = await this.#verdicts.add(names);
    this.#tellScores(Float32Array.from(verdicts, ({ score }) => score ?? 0));
    return verdicts;
  }

  /** One explanation per name. */
  explain(names: readonly string[]): Promise<readonly Explanation[]> {
    return this.#explanations.add(names);
  }

  #tellScores(scores: Float32Array): void {
    const { cacheHits } = this.#classifier;
    this.#onScores?.(scores, cacheHits - this.#cacheHits);
    this.#cacheHits = cacheHits;
  }

  close(): void {
    this.#classifier.close();
  }
}

function rowsOf(codes: Int32Array, rows: number): Int32Array[] {
  const length = codes.length / rows;
  return Array.from({ length: rows }, (_, row) => codes.subarray(row * length, (row + 1) * length));
}
