import type { Engine } from '../engine/engine.ts';
import { InferenceError } from '../errors.ts';
import { explainVerdict } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { encodingOf } from '../format/degas-bin.ts';
import { type GroupEvidence, groupEvidence, logitOf } from '../group/group-evidence.ts';
import type { FamilyReading } from '../group/group-family.ts';
import { GroupJudge } from '../group/group-judge.ts';
import { groupNames } from '../group/group-names.ts';
import { GroupReader } from '../group/group-reader.ts';
import {
  UNKNOWN_FAMILY,
  type EvidenceOptions,
  type GroupAnswers,
  type GroupVerdict,
} from '../group/group-verdict.ts';
import { VerdictBuilder } from '../verdict/verdict-builder.ts';
import type { Verdict } from '../verdict/verdict.ts';
import {
  cacheSizes,
  checkedOptions,
  defaultClassifierOptions,
  wholeNumber,
  type ClassifierOptions,
} from './classifier-options.ts';
import { modelInfo, type ModelInfo } from './model-info.ts';
import { nameList } from './name-list.ts';
import { bestRows, scoreBatches, type ScorePass } from './score-batcher.ts';
import { ScoreCache } from './score-cache.ts';
import { PlainScores, Verdicts } from './score-passes.ts';
import { validateCodes } from './validate-codes.ts';

/** Up to so many names of a group, all that is needed of them is worked out at once. */
const FEW_NAMES = 256;

/** The verdict on no names. */
const NOTHING: GroupVerdict = {
  score: 0,
  level: null,
  family: null,
  names: [],
  distinctNames: 0,
  failed: null,
  reasons: [],
};

/** A network ready to classify names. Synchronous; names never cause an error: one that can't be scored is `skipped`. */
export class Classifier {
  readonly model: ModelInfo;
  readonly #builder: VerdictBuilder;
  readonly #model: CompiledModel;
  readonly #vocabulary: number;
  readonly #cache: ScoreCache;
  #engine: Engine | null;
  #groups: GroupJudge | null = null;

  constructor(model: CompiledModel, engine: Engine, options: ClassifierOptions = {}) {
    const { cacheSize } = { ...defaultClassifierOptions, ...checkedOptions(options) };
    this.#model = model;
    this.#builder = new VerdictBuilder(model, options);
    this.#vocabulary = encodingOf(model).vocabulary;
    this.#cache = new ScoreCache(wholeNumber(cacheSize, 'cacheSize', cacheSizes));
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

  /**
   * Scores texts as they are, without a look for their registrable part: labels without a suffix, names of private
   * zones, whatever a client of an older encoding sends. Meant for names that `score` skips.
   */
  scoreTexts(texts: readonly string[]): Float32Array {
    const engine = this.#open();
    const scores = new Float32Array(nameList(texts, 'scoreTexts').length);
    for (let from = 0; from < texts.length; from += engine.batchSize) {
      const batch = texts.slice(from, from + engine.batchSize);
      engine.encode(batch, batch.length);
      engine.run(batch.length, Infinity);
      scores.set(engine.scores.subarray(0, batch.length), from);
    }
    return scores;
  }

  /**
   * One verdict on a set of names that one client asked for: whether a DGA made some of them, which family, and which names say
   * so. Their order is of no importance, names that have no score don't count, those of one registrable name count once. One name
   * alone has its own verdict's score and level.
   *
   * @example classifier.judgeGroup(names, { failed }); // { score, level, family, names: [{ name, weight }, …], reasons, … }
   * @throws InferenceError `INFERENCE_NO_GROUP_NETWORK` where the model has no group network, `INFERENCE_BAD_OPTION` for answers that are
   * neither a value for each name nor a set.
   */
  judgeGroup(names: readonly string[], answers: GroupAnswers = {}): GroupVerdict {
    const groups = this.#openGroups();
    const { registrable, failing } = groupNames(nameList(names, 'judgeGroup'), answers);
    const [only] = registrable;
    const logits =
      registrable.length <= FEW_NAMES
        ? groups.logits(registrable)
        : Float64Array.from(this.score(registrable), logitOf);
    const evidence = groupEvidence(registrable, logits, failing);
    const verdict = groups.verdict(evidence);
    if (registrable.length === 0) return { ...NOTHING, failed: failing === null ? null : 0 };
    if (registrable.length !== 1 || only === undefined) return verdict;
    const { score, level, family, familyProbability } = this.classifyOne(only);
    const { names: weighed, distinctNames, failed: failedNames, reasons } = verdict;
    return {
      score: score ?? 0,
      level,
      family: level === null ? null : (family ?? UNKNOWN_FAMILY),
      ...(level !== null &&
        family !== null &&
        familyProbability !== undefined && { familyProbability }),
      names: weighed,
      distinctNames,
      failed: failedNames,
      reasons: level === null ? [] : reasons,
    };
  }

  /** The same of evidence that was gathered name by name, for those who can't keep all names of a client. */
  judgeEvidence(evidence: GroupEvidence, options: EvidenceOptions = {}): GroupVerdict {
    return this.#openGroups().verdict(evidence, options);
  }

  /** The group network's own value for the evidence, before rates and levels: the higher, the more suspicious. */
  groupLogit(evidence: GroupEvidence): number {
    return this.#openGroups().logit(evidence);
  }

  /** The family that the names of the evidence resemble most; null where the model knows none. */
  groupFamily(evidence: GroupEvidence): FamilyReading | null {
    return this.#openGroups().readFamily(evidence);
  }

  /** Reads evidence as group networks do: what one is trained on. Needs no group network. */
  groupReader(): GroupReader {
    return new GroupReader(this.#open());
  }

  #openGroups(): GroupJudge {
    return (this.#groups ??= new GroupJudge(this.#model, this.#open()));
  }

  /** Returns the scores of encoded names; `codes` is (rows, encoding length). */
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
   * Returns a web-standard stream from chunks of names to chunks of their verdicts, with back-pressure.
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

  /** Returns why a name has its verdict: weights of its parts, lexical facts, and a sentence. */
  explain(name: string): Explanation {
    const verdict = this.classifyOne(name);
    return explainVerdict(verdict, this.model, (variants) => this.scoreTexts(variants));
  }

  /** Releases the network's memory; every later call throws. */
  close(): void {
    this.#engine = null;
    this.#groups = null;
  }

  /** Scores what the pass picks, batch by batch. */
  #run(pass: ScorePass): void {
    const engine = this.#open();
    const families = (engine.familyScores?.length ?? 0) / engine.batchSize;
    for (const { names, indices } of scoreBatches(pass, engine.batchSize)) {
      engine.encode(names, names.length);
      engine.run(names.length, pass.familyScoreThreshold);
      bestRows(indices, engine.scores, (index, row) => {
        pass.settle(index, engine.scores[row] ?? 0, engine.familyScores, row * families);
      });
    }
  }

  #open(): Engine {
    if (this.#engine !== null) return this.#engine;
    const message =
      'The classifier is closed, expected an open one; load it again with loadClassifier().';
    throw new InferenceError('INFERENCE_CLOSED', message);
  }
}
