import type { Encoding } from '@degas/features';

import {
  defaultClassifierOptions,
  wholeNumber,
  type ClassifierOptions,
} from '../classifier/classifier-options.ts';
import { modelInfo, type ModelInfo } from '../classifier/model-info.ts';
import { ScoreCache } from '../classifier/score-cache.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { VerdictBuilder, parseName } from '../verdict/verdict-builder.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { NewTask, PoolThreads } from './pool-threads.ts';

/** Names a task has: some milliseconds of work, so that messages cost little beside it. */
export const POOL_BATCH = 512;
/** Chunks a stream takes in before it waits for the first one's verdicts. */
const CHUNKS_AHEAD = 4;

/** A classifier on several threads: verdicts in the order of the names, no more in flight than the threads can take. */
export class ClassifierPool {
  readonly model: ModelInfo;
  /** How many threads there are. */
  readonly workers: number;
  readonly #threads: PoolThreads;
  readonly #encoding: Encoding;
  readonly #isByteWise: boolean;
  /** The score from which on a verdict names a family. */
  readonly #familiesFrom: number;
  readonly #judge: VerdictBuilder;
  readonly #recent: ScoreCache;
  readonly #encoder = new TextEncoder();

  constructor(
    model: CompiledModel,
    encoding: Encoding,
    threads: { readonly count: number; readonly isByteWise: boolean; readonly run: PoolThreads },
    options: ClassifierOptions = {},
  ) {
    const { cacheSize } = { ...defaultClassifierOptions, ...options };
    this.#judge = new VerdictBuilder(model, options);
    this.#recent = new ScoreCache(wholeNumber(cacheSize, 'cacheSize', 0));
    this.#threads = threads.run;
    this.workers = threads.count;
    this.#isByteWise = threads.isByteWise;
    this.#encoding = encoding;
    this.#familiesFrom = model.familyNode === undefined ? Infinity : this.#judge.threshold;
    this.model = modelInfo(model, 'wasm', this.#judge.threshold);
  }

  /** A verdict for each name, in order. */
  async classify(names: readonly string[]): Promise<Verdict[]> {
    const verdicts = new Array<Verdict>(names.length);
    const readings = names.map((domain) => ({ domain, reading: parseName(domain) }));
    const judge = (i: number, score: number, values: Float32Array | null, from: number): void => {
      const given = readings[i];
      if (given === undefined) return;
      verdicts[i] = this.#judge.verdict(given.domain, given.reading, score, values, from);
    };
    await this.#inBatches(
      readings.length,
      (i) => {
        const registrable = readings[i]?.reading.registrable ?? null;
        const known = registrable === null ? NaN : this.#recent.get(registrable);
        const isKnown = known !== undefined && !(known >= this.#familiesFrom);
        if (registrable !== null && !isKnown) return registrable;
        judge(i, known ?? NaN, null, 0);
        return null;
      },
      this.#familiesFrom,
      (i, score, familyScores, from) => {
        this.#recent.set(readings[i]?.reading.registrable ?? '', score);
        judge(i, score, familyScores, from);
      },
    );
    return verdicts;
  }

  /** The network's scores alone, NaN for skipped names. */
  async score(names: readonly string[]): Promise<Float32Array> {
    const scores = new Float32Array(names.length);
    await this.#inBatches(
      names.length,
      (i) => {
        const name: unknown = names[i];
        const known = typeof name === 'string' ? this.#recent.get(name) : undefined;
        const registrable = known === undefined ? parseName(name).registrable : null;
        if (registrable === null) scores[i] = known ?? NaN;
        return registrable;
      },
      Infinity,
      (i, score) => {
        scores[i] = score;
        this.#recent.set(names[i] ?? '', score);
      },
    );
    return scores;
  }

  /** A web-standard stream from chunks of names to chunks of their verdicts, in order, some chunks ahead. */
  stream(): TransformStream<readonly string[], Verdict[]> {
    const ahead: Promise<Verdict[]>[] = [];
    return new TransformStream<readonly string[], Verdict[]>({
      transform: async (names, controller) => {
        const verdicts = this.classify(names);
        // Awaited in its turn; until then its failure is nobody's.
        verdicts.catch(() => undefined);
        ahead.push(verdicts);
        const [first] = ahead.length > CHUNKS_AHEAD ? ahead.splice(0, 1) : [];
        if (first !== undefined) controller.enqueue(await first);
      },
      flush: async (controller) => {
        for (const verdicts of ahead.splice(0)) controller.enqueue(await verdicts);
      },
    });
  }

  /** Ends the threads; what they work on is an error, as every other call is from here on. */
  close(): void {
    this.#threads.close();
  }

  /**
   * Scores the names that `pick` gives a registrable name for, and hands each score over when it is there; from `familiesFrom`
   * on with the family head's values, which begin at `from`.
   */
  async #inBatches(
    count: number,
    pick: (i: number) => string | null,
    familiesFrom: number,
    take: (i: number, score: number, familyScores: Float32Array | null, from: number) => void,
  ): Promise<void> {
    const running: Promise<void>[] = [];
    for (let next = 0; next < count;) {
      const positions: number[] = [];
      const batch: string[] = [];
      for (; next < count && batch.length < POOL_BATCH; next++) {
        const name = pick(next);
        if (name === null) continue;
        positions.push(next);
        batch.push(name);
      }
      if (batch.length === 0) continue;
      await this.#threads.free();
      const task = this.#threads.run(this.#task(batch, familiesFrom)).then((result) => {
        const { scores, familyScores } = result;
        let from = 0;
        positions.forEach((i, row) => {
          const score = scores[row] ?? 0;
          const hasFamily = score >= familiesFrom;
          take(i, score, hasFamily ? familyScores : null, from);
          if (hasFamily) from += this.model.families.length;
        });
      });
      task.catch(() => undefined);
      running.push(task);
    }
    await Promise.all(running);
  }

  #task(names: readonly string[], familiesFrom: number): NewTask {
    const count = names.length;
    const lines = `${names.join('\n')}\n`;
    const bytes = this.#encoder.encode(lines);
    if (this.#isByteWise && bytes.length === lines.length) {
      return { count, bytes, isEncoded: false, familyScoreThreshold: familiesFrom };
    }
    const { length } = this.#encoding;
    const codes = new Uint8Array(count * length);
    names.forEach((name, row) => {
      this.#encoding.encodeInto(name, codes, row * length);
    });
    return { count, bytes: codes, isEncoded: true, familyScoreThreshold: familiesFrom };
  }
}
