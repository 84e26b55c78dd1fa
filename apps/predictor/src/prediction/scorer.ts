import { decode, degasEncoding } from '@degas/features';
import {
  groupNames,
  groupEvidence,
  logitOf,
  type Explanation,
  type GroupVerdict,
  type Verdict,
} from '@degas/inference';

import type { ServedClassifier, ServedFiles } from '../models/served-classifier.ts';
import { ServingError } from '../serving-error.ts';
import { BatchQueue, defaultBatching, type BatchingOptions } from './batch-queue.ts';
import type { Cancellation } from './cancellation.ts';
import type { ClientGroup, ClientVerdict } from './client-group.ts';
import { ROWS_PER_CHUNK, type Codes, type RowForm, type TensorInput } from './tensor-input.ts';

export interface ScorerOptions {
  readonly batching?: Partial<BatchingOptions>;
  /** Called with all scores that are answered, and how many of them since the last call came from the cache. */
  readonly onScores?: (scores: Float32Array, cacheHits: number) => void;
}

/** About as many variants of a name are scored to explain its verdict. */
const NAMES_PER_EXPLANATION = 128;

/** About as many names are scored to describe a group and to find its family. */
const NAMES_PER_GROUP = 32;

/** Names of a group that are scored in one go with its verdict: about a millisecond of work. */
const SMALL_GROUP = 64;

/** Rows in chunks, as requests are read. */
export type Chunks = Iterable<TensorInput>;

/** A classifier behind queues, one for each thing that can be asked of it. */
export class Scorer {
  readonly labels: readonly [string, string];
  /** Rows of codes are in the original encoding, whatever the network reads: so its clients outlive it. */
  readonly rowForm: RowForm & { readonly length: number } = {
    length: degasEncoding.length,
    vocabulary: degasEncoding.vocabulary,
  };
  readonly #classifier: ServedClassifier;
  readonly #onScores: ScorerOptions['onScores'];
  /** Those that `onScores` was called with. */
  #cacheHits = 0;
  readonly #names: BatchQueue<string, number>;
  readonly #codes: BatchQueue<Codes, number>;
  readonly #verdicts: BatchQueue<string, Verdict>;
  readonly #explanations: BatchQueue<string, Explanation>;
  readonly #groups: BatchQueue<() => GroupVerdict, GroupVerdict>;

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
    this.#groups = new BatchQueue((groups) => groups.map((judge) => judge()), {
      ...batching,
      maxBatchSize: Math.ceil(batching.maxBatchSize / NAMES_PER_GROUP),
    });
    this.#codes = new BatchQueue(
      (rows) => (isOriginal ? scoreRows(classifier, rows) : scoreDecoded(classifier, rows)),
      batching,
    );
  }

  /** Whether the model has a group network, which `judge` needs. */
  get judgesGroups(): boolean {
    return this.#classifier.model.judgesGroups;
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
      this.#explanations.waiting +
      this.#groups.waiting
    );
  }

  /**
   * Returns one score per row. A name that cannot be scored gets 0: a float tensor has no empty place, and JSON no
   * NaN. The next chunk is read only when this one is scored, so that a large request is held as text alone.
   */
  async score(chunks: Chunks, signal?: Cancellation): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    await this.scoreEach(chunks, (scores) => parts.push(scores), signal);
    return joined(parts);
  }

  /** Calls back with the scores of each chunk. */
  async scoreEach(
    chunks: Chunks,
    onScores: (scores: Float32Array) => void,
    signal?: Cancellation,
  ): Promise<void> {
    for (const chunk of chunks) {
      const scores = await (chunk.kind === 'names'
        ? this.#names.add(chunk.names, signal)
        : this.#codes.add(rowsOf(chunk.codes, chunk.rows), signal));
      const known = new Float32Array(scores.length);
      for (let i = 0; i < scores.length; i++) {
        const score = scores[i] ?? 0;
        known[i] = Number.isNaN(score) ? 0 : score;
      }
      this.#reportScores(known);
      onScores(known);
    }
  }

  /** Calls back with the verdicts of each chunk of names, one per name. */
  async classify(
    chunks: Chunks,
    onVerdicts: (verdicts: readonly Verdict[]) => void,
    signal?: Cancellation,
  ): Promise<void> {
    for (const chunk of chunks) {
      if (chunk.kind !== 'names') continue;
      const verdicts = await this.#verdicts.add(chunk.names, signal);
      this.#reportScores(Float32Array.from(verdicts, ({ score }) => score ?? 0));
      onVerdicts(verdicts);
    }
  }

  /** Returns one explanation per name. */
  explain(names: readonly string[], signal?: Cancellation): Promise<readonly Explanation[]> {
    return this.#explanations.add(names, signal);
  }

  /**
   * Returns a verdict for each group of names. Names are scored in the common batches, so that a large group holds
   * nobody up.
   *
   * @throws ServingError FAILED_PRECONDITION where the model has no group network.
   */
  async judge(groups: Iterable<ClientGroup>, signal?: Cancellation): Promise<ClientVerdict[]> {
    if (!this.judgesGroups) {
      const { name, version } = this.#classifier.model;
      throw new ServingError(
        'FAILED_PRECONDITION',
        `The model '${name}' ${version} has no group network. Expected one, as a training by 'degas train --recipe flagship' makes; ask another version`,
      );
    }
    const verdicts: ClientVerdict[] = [];
    for (const part of partsOf(groups))
      verdicts.push(...(await Promise.all(part.map((group) => this.#judgeGroup(group, signal)))));
    return verdicts;
  }

  async #judgeGroup(
    { client, names, failed }: ClientGroup,
    signal?: Cancellation,
  ): Promise<ClientVerdict> {
    const { registrable, failing } = groupNames(names, failed === null ? {} : { failed });
    const judge = await this.#howToJudge(registrable, failing, signal);
    const [verdict] = await this.#groups.add([judge], signal);
    if (verdict === undefined) throw new RangeError('one group has one verdict');
    return { client, ...verdict };
  }

  /** The names of a small group are scored as it is judged, those of a large one before, beside other requests' names. */
  async #howToJudge(
    names: readonly string[],
    failing: readonly boolean[] | null,
    signal?: Cancellation,
  ): Promise<() => GroupVerdict> {
    if (names.length <= SMALL_GROUP) {
      const answers = failing === null ? {} : { failed: failing };
      return () => this.#classifier.judgeGroup(names, answers);
    }
    const scores = await this.#names.add(names, signal);
    this.#reportScores(Float32Array.from(scores));
    const evidence = groupEvidence(names, scores.map(logitOf), failing);
    return () => this.#classifier.judgeEvidence(evidence);
  }

  #reportScores(scores: Float32Array): void {
    const { cacheHits } = this.#classifier;
    this.#onScores?.(scores, cacheHits - this.#cacheHits);
    this.#cacheHits = cacheHits;
  }

  close(): void {
    this.#classifier.close();
  }
}

/** Groups in lists of so many names that the next ones are read only when these are judged. */
function* partsOf(groups: Iterable<ClientGroup>): Generator<ClientGroup[]> {
  let part: ClientGroup[] = [];
  let names = 0;
  for (const group of groups) {
    part.push(group);
    names += group.names.length;
    if (names < ROWS_PER_CHUNK) continue;
    yield part;
    part = [];
    names = 0;
  }
  if (part.length > 0) yield part;
}

function scoreRows(classifier: ServedClassifier, rows: readonly Codes[]): Float32Array {
  const { length } = degasEncoding;
  const codes = new Int32Array(rows.length * length);
  rows.forEach((row, i) => {
    codes.set(row, i * length);
  });
  return classifier.scoreCodes(codes);
}

/**
 * Scores rows of the original encoding by a network of another one: their names, and where those have no registrable
 * part, as labels without a suffix, URLs and private zones have none, the texts themselves. The original network
 * scores any text, and a detector that says 0 of such rows would be silently blind.
 */
function scoreDecoded(classifier: ServedClassifier, rows: readonly Codes[]): Float32Array {
  const texts = rows.map(decode);
  const scores = classifier.score(texts);
  const unscored = [...scores.keys()].filter((i) => Number.isNaN(scores[i]));
  if (unscored.length === 0) return scores;
  const others = classifier.scoreTexts(unscored.map((i) => texts[i] ?? ''));
  unscored.forEach((row, i) => {
    scores[row] = others[i] ?? 0;
  });
  return scores;
}

function rowsOf(codes: Codes, rows: number): Codes[] {
  const length = codes.length / rows;
  return Array.from({ length: rows }, (_, row) => codes.subarray(row * length, (row + 1) * length));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
