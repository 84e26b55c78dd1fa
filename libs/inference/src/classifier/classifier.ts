import type { Engine } from '../engine/engine.ts';
import { InferenceError } from '../errors.ts';
import { explainVerdict } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { encodingOf } from '../format/degas-bin.ts';
import { GroupReader, type GroupReading } from '../group/group-reader.ts';
import { VerdictBuilder } from '../verdict/verdict-builder.ts';
import type { Verdict } from '../verdict/verdict.ts';
import {
  checkedOptions,
  defaultClassifierOptions,
  wholeNumber,
  type ClassifierOptions,
} from './classifier-options.ts';
import { modelInfo, type ModelInfo } from './model-info.ts';
import { nameList } from './name-list.ts';
import { scoreBatches, type ScorePass } from './score-batcher.ts';
import { ScoreCache } from './score-cache.ts';
import { PlainScores, Verdicts } from './score-passes.ts';
import { validateCodes } from './validate-codes.ts';

/** A network ready to judge names; synchronous, and deaf to bad input: a name that can't be scored is `skipped`. */
export class Classifier {
  readonly model: ModelInfo;
  readonly #builder: VerdictBuilder;
  readonly #vocabulary: number;
  readonly #cache: ScoreCache;
  #engine: Engine | null;
  #groupReader: GroupReader | null = null;

  constructor(model: CompiledModel, engine: Engine, options: ClassifierOptions = {}) {
    const { cacheSize } = { ...defaultClassifierOptions, ...checkedOptions(options) };
    this.#builder = new VerdictBuilder(model, options);
    this.#vocabulary = encodingOf(model).vocabulary;
    this.#cache = new ScoreCache(wholeNumber(cacheSize, 'cacheSize', 0));
    this.#engine = engine;
    this.model = modelInfo(model, engine.kind, this.#builder.threshold);
  }

  /** Names whose score was remembered, so that the network was spared them. */
  get cacheHits(): number {
    return this.#cache.hits;
  }

  /** Returns a verdict for each name, in order. */
  classify(names: readonly string[]): Verdict[] {
    const pass = new Verdicts(nameList(names, 'classify'), this.#builder, this.#cache);
    this.#run(pass);
    return pass.verdicts;
  }

  classifyOne(name: string): Verdict {
    const [verdict] = this.classify([name]);
    if (verdict === undefined) throw new RangeError('one name has one verdict');
    return verdict;
  }

  /** Returns the network's scores alone, NaN for skipped names: the fast way, without a look at the lists. */
  score(names: readonly string[]): Float32Array {
    const pass = new PlainScores(nameList(names, 'score'), this.#cache);
    this.#run(pass);
    return pass.scores;
  }

  /** Reads different registrable names as the group network does; what training fits one to. */
  readGroup(
    registrable: readonly string[],
    failed: ArrayLike<boolean | number> | null,
  ): GroupReading {
    this.#groupReader ??= new GroupReader(this.#open());
    return this.#groupReader.read(registrable, this.score(registrable), failed);
  }

  /** Scores rows of codes as they are; `codes` holds one row of the encoding's length after another. */
  scoreCodes(codes: Int32Array | Uint8Array): Float32Array {
    const engine = this.#open();
    const { length } = this.model.encoding;
    const rows = validateCodes(codes, length, this.#vocabulary);
    const scores = new Float32Array(rows);
    for (let row = 0; row < rows; row += engine.batchSize) {
      const count = Math.min(engine.batchSize, rows - row);
      engine.codes.set(codes.subarray(row * length, (row + count) * length));
      engine.run(count, Infinity);
      scores.set(engine.scores.subarray(0, count), row);
    }
    return scores;
  }

  /**
   * A web-standard stream from chunks of names to chunks of their verdicts, with its back-pressure.
   *
   * @example await names.pipeThrough(classifier.stream()).pipeTo(alerts);
   */
  stream(): TransformStream<readonly string[], Verdict[]> {
    return new TransformStream<readonly string[], Verdict[]>({
      transform: (names, controller) => {
        controller.enqueue(this.classify(names));
      },
    });
  }

  /** Why a name has its verdict: what weighs in it, what stands out about it, and a sentence that says so. */
  explain(name: string): Explanation {
    const engine = this.#open();
    const verdict = this.classifyOne(name);
    return explainVerdict(verdict, this.model, (variants) => {
      const scores = new Float32Array(variants.length);
      for (let from = 0; from < variants.length; from += engine.batchSize) {
        const batch = variants.slice(from, from + engine.batchSize);
        engine.encode(batch, batch.length);
        engine.run(batch.length, Infinity);
        scores.set(engine.scores.subarray(0, batch.length), from);
      }
      return scores;
    });
  }

  /** Lets the network's memory go; every other call is an error from here on. */
  close(): void {
    this.#engine = null;
  }

  /** Scores what the pass picks, batch by batch. */
  #run(pass: ScorePass): void {
    const engine = this.#open();
    const families = (engine.familyScores?.length ?? 0) / engine.batchSize;
    for (const { names, indices } of scoreBatches(pass, engine.batchSize)) {
      engine.encode(names, names.length);
      engine.run(names.length, pass.familyScoreThreshold);
      for (let row = 0; row < indices.length; row++) {
        const score = engine.scores[row] ?? 0;
        pass.settle(indices[row] ?? 0, score, engine.familyScores, row * families);
      }
    }
  }

  #open(): Engine {
    if (this.#engine !== null) return this.#engine;
    const message =
      'The classifier was closed, expected an open one; load it again with loadClassifier().';
    throw new InferenceError('INFERENCE_CLOSED', message);
  }
}
