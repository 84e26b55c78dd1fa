import type { Encoding } from '@degas/features';

import {
  cacheSizes,
  defaultClassifierOptions,
  wholeNumber,
  type ClassifierOptions,
} from '../classifier/classifier-options.ts';
import { modelInfo, type ModelInfo } from '../classifier/model-info.ts';
import { nameList } from '../classifier/name-list.ts';
import { bestRows, scoreBatches, type ScorePass } from '../classifier/score-batcher.ts';
import { ScoreCache } from '../classifier/score-cache.ts';
import { PlainScores, Verdicts } from '../classifier/score-passes.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { reaches } from '../verdict/level.ts';
import { VerdictBuilder } from '../verdict/verdict-builder.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { NewTask, PoolThreads } from './pool-threads.ts';

/** Names a task has: some milliseconds of work, so that messages cost little beside it. */
export const POOL_BATCH = 512;
/** Chunks a stream takes in before it waits for the first one's verdicts. */
const CHUNKS_AHEAD = 4;

/** A classifier on several threads: verdicts in the order of the names, no more batches in flight than the threads can take. */
export class ClassifierPool {
  readonly model: ModelInfo;
  /** Number of threads. */
  readonly workers: number;
  readonly #threads: PoolThreads;
  readonly #encoding: Encoding;
  readonly #isByteWise: boolean;
  /** Classes of the family head. */
  readonly #familyCount: number;
  readonly #builder: VerdictBuilder;
  readonly #cache: ScoreCache;
  readonly #encoder = new TextEncoder();

  constructor(
    model: CompiledModel,
    encoding: Encoding,
    threads: { readonly count: number; readonly isByteWise: boolean; readonly run: PoolThreads },
    options: ClassifierOptions = {},
  ) {
    const { cacheSize } = { ...defaultClassifierOptions, ...options };
    this.#builder = new VerdictBuilder(model, options);
    this.#cache = new ScoreCache(wholeNumber(cacheSize, 'cacheSize', cacheSizes));
    this.#threads = threads.run;
    this.workers = threads.count;
    this.#isByteWise = threads.isByteWise;
    this.#encoding = encoding;
    this.#familyCount = model.families.length;
    this.model = modelInfo(model, 'wasm', this.#builder.threshold);
  }

  /** Returns a verdict for each name, in order. */
  async classify(names: readonly string[]): Promise<Verdict[]> {
    const pass = new Verdicts(nameList(names, 'classify'), this.#builder, this.#cache);
    await this.#run(pass);
    return pass.verdicts;
  }

  /** Returns the network's scores alone, NaN for skipped names. */
  async score(names: readonly string[]): Promise<Float32Array> {
    const pass = new PlainScores(nameList(names, 'score'), this.#cache);
    await this.#run(pass);
    return pass.scores;
  }

  /** Returns a web-standard stream from chunks of names to chunks of their verdicts, in order, some chunks ahead. */
  stream(): TransformStream<readonly string[], Verdict[]> {
    const ahead: Promise<Verdict[]>[] = [];
    return new TransformStream<readonly string[], Verdict[]>({
      transform: async (names, controller) => {
        const verdicts = this.classify(names);
        // Awaited in its turn; a failure is reported there.
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

  /** Ends the threads; pending calls reject, and so does every later one. */
  close(): void {
    this.#threads.close();
  }

  /** Scores what the pass picks, batch by batch, no more of them at once than the threads can take. */
  async #run(pass: ScorePass): Promise<void> {
    const running: Promise<void>[] = [];
    for (const { names, indices } of scoreBatches(pass, POOL_BATCH)) {
      await this.#threads.free();
      const { familyScoreThreshold } = pass;
      const task = this.#threads.run(this.#task(names, familyScoreThreshold)).then((result) => {
        const { scores, familyScores } = result;
        // Values of families come for the rows that reach the threshold, in their order.
        let before = 0;
        let from = 0;
        bestRows(indices, scores, (index, row) => {
          for (; before < row; before++)
            if (reaches(scores[before] ?? 0, familyScoreThreshold)) from += this.#familyCount;
          const score = scores[row] ?? 0;
          const hasFamily = reaches(score, familyScoreThreshold);
          pass.settle(index, score, hasFamily ? familyScores : null, from);
        });
      });
      task.catch(() => undefined);
      running.push(task);
    }
    await Promise.all(running);
  }

  #task(names: readonly string[], familyScoreThreshold: number): NewTask {
    const count = names.length;
    const lines = `${names.join('\n')}\n`;
    const bytes = this.#encoder.encode(lines);
    if (this.#isByteWise && bytes.length === lines.length) {
      return { count, bytes, isEncoded: false, familyScoreThreshold };
    }
    const { length } = this.#encoding;
    const codes = new Uint8Array(count * length);
    names.forEach((name, row) => {
      this.#encoding.encodeInto(name, codes, row * length);
    });
    return { count, bytes: codes, isEncoded: true, familyScoreThreshold };
  }
}
