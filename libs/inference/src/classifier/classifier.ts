import type { Engine } from '../engine/engine.ts';
import { InferenceError } from '../errors.ts';
import { explainVerdict } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { CompiledModel } from '../format/compiled-model.ts';
import { encodingOf } from '../format/degas-bin.ts';
import { type GroupEvidence, groupEvidence, logitOf } from '../group/group-evidence.ts';
import { GroupJudge } from '../group/group-judge.ts';
import type { GroupReading } from '../group/group-reader.ts';
import type { EvidenceOptions, GroupAnswers, GroupVerdict } from '../group/group-verdict.ts';
import { VerdictBuilder, parseName } from '../verdict/verdict-builder.ts';
import type { Verdict } from '../verdict/verdict.ts';
import {
  defaultClassifierOptions,
  wholeNumber,
  type ClassifierOptions,
} from './classifier-options.ts';
import { modelInfo, type ModelInfo } from './model-info.ts';
import { ScoreCache } from './score-cache.ts';
import { validateCodes } from './validate-codes.ts';

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

/** A network ready to judge names; synchronous, and deaf to bad input: a name that can't be scored is `skipped`. */
export class Classifier {
  readonly model: ModelInfo;
  readonly #judge: VerdictBuilder;
  readonly #model: CompiledModel;
  readonly #vocabulary: number;
  readonly #recent: ScoreCache;
  readonly #pending: string[] = [];
  readonly #pendingAt: Int32Array;
  #engine: Engine | null;
  #cacheHits = 0;
  #groups: GroupJudge | null = null;

  constructor(model: CompiledModel, engine: Engine, options: ClassifierOptions = {}) {
    const { cacheSize } = { ...defaultClassifierOptions, ...options };
    this.#model = model;
    this.#judge = new VerdictBuilder(model, options);
    this.#vocabulary = encodingOf(model).vocabulary;
    this.#recent = new ScoreCache(wholeNumber(cacheSize, 'cacheSize', 0));
    this.#pendingAt = new Int32Array(engine.batchSize);
    this.#engine = engine;
    this.model = modelInfo(model, engine.kind, this.#judge.threshold);
  }

  /** Names that the network was spared since loading, as their score was remembered. */
  get cacheHits(): number {
    return this.#cacheHits;
  }

  /** A verdict for each name, in order. */
  classify(names: readonly string[]): Verdict[] {
    const engine = this.#open();
    const readings = names.map((domain) => ({ domain, reading: parseName(domain) }));
    const scores = new Float32Array(names.length);
    const verdicts = new Array<Verdict>(names.length);
    const judge = (i: number, values: Float32Array | null, from: number): void => {
      const given = readings[i];
      if (given === undefined) return;
      const { domain, reading } = given;
      verdicts[i] = this.#judge.verdict(domain, reading, scores[i] ?? 0, values, from);
    };
    let waiting = 0;
    const runWaiting = (): void => {
      this.#run(engine, waiting, scores);
      const families = this.model.families.length;
      for (let row = 0; row < waiting; row++) {
        judge(this.#pendingAt[row] ?? 0, engine.familyScores, row * families);
      }
      waiting = 0;
    };
    for (let i = 0; i < names.length; i++) {
      const registrable = readings[i]?.reading.registrable ?? null;
      const known = registrable === null ? NaN : this.#knownScore(registrable, engine);
      if (registrable === null || known !== undefined) {
        if (registrable !== null) this.#cacheHits++;
        scores[i] = known ?? NaN;
        judge(i, null, 0);
        continue;
      }
      this.#pending[waiting] = registrable;
      this.#pendingAt[waiting++] = i;
      if (waiting === engine.batchSize) runWaiting();
    }
    runWaiting();
    return verdicts;
  }

  classifyOne(name: string): Verdict {
    const [verdict] = this.classify([name]);
    if (verdict === undefined) throw new RangeError('one name has one verdict');
    return verdict;
  }

  /** The network's scores alone, NaN for skipped names: the fast way, no object per name, no look at the lists. */
  score(names: readonly string[]): Float32Array {
    const engine = this.#open();
    const scores = new Float32Array(names.length);
    let waiting = 0;
    for (let i = 0; i < names.length; i++) {
      const name: unknown = names[i];
      const known = typeof name === 'string' ? this.#recent.get(name) : undefined;
      const registrable = known === undefined ? parseName(name).registrable : null;
      if (registrable === null) {
        if (known !== undefined) this.#cacheHits++;
        scores[i] = known ?? NaN;
        continue;
      }
      this.#pending[waiting] = registrable;
      this.#pendingAt[waiting++] = i;
      if (waiting === engine.batchSize) {
        this.#run(engine, waiting, scores, names);
        waiting = 0;
      }
    }
    this.#run(engine, waiting, scores, names);
    return scores;
  }

  /**
   * One verdict on a set of names that one client asked for: whether a DGA made some of them, which family, and which names say
   * so. Their order is of no importance, names that have no score don't count, those of one registrable name count once. One name
   * alone has its own verdict's score and level.
   *
   * @example classifier.judgeGroup(names, { failed }); // { score, level, family, names: [{ name, weight }, …], reasons, … }
   * @throws InferenceError `INFERENCE_NO_GROUP_NETWORK` where the model has no group network.
   */
  judgeGroup(names: readonly string[], { failed }: GroupAnswers = {}): GroupVerdict {
    const groups = this.#openGroups();
    const { registrable, logits, failing } = this.#readGroup(names, failed ?? null);
    const [only] = registrable;
    const evidence = groupEvidence(registrable, logits, failing);
    const verdict = groups.verdict(evidence);
    if (registrable.length === 0) return { ...NOTHING, failed: failing === null ? null : 0 };
    if (registrable.length !== 1 || only === undefined) return verdict;
    const { score, level, family, familyProbability } = this.classifyOne(only);
    const { names: weighed, distinctNames, failed: failedNames, reasons } = verdict;
    return {
      score: score ?? 0,
      level,
      family: level === null ? null : family,
      ...(level !== null && familyProbability !== undefined && { familyProbability }),
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

  /** Evidence as the group network reads it: what one is trained on. Needs no group network. */
  readEvidence(evidence: GroupEvidence): GroupReading {
    return this.#openGroups().read(evidence);
  }

  /** Different registrable names that have a score, with what is known of each. */
  #readGroup(names: readonly string[], failed: GroupAnswers['failed'] | null) {
    const failedOf = new Map<string, boolean>();
    names.forEach((name, i) => {
      const { registrable } = parseName(name);
      if (registrable === null) return;
      const isFailed =
        failed != null &&
        (failed instanceof Set
          ? failed.has(name)
          : Boolean((failed as ArrayLike<boolean | number>)[i]));
      failedOf.set(registrable, isFailed || failedOf.get(registrable) === true);
    });
    const registrable = [...failedOf.keys()];
    const logits = Float64Array.from(this.score(registrable), logitOf);
    return { registrable, logits, failing: failed === null ? null : [...failedOf.values()] };
  }

  #openGroups(): GroupJudge {
    return (this.#groups ??= new GroupJudge(this.#model, this.#open()));
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
    this.#groups = null;
  }

  /** The score of a name seen lately, where a verdict needs no more of the network than that. */
  #knownScore(registrable: string, engine: Engine): number | undefined {
    const known = this.#recent.get(registrable);
    const needsFamily = engine.familyScores !== null && (known ?? 1) >= this.model.threshold;
    return needsFamily ? undefined : known;
  }

  /** Scores the waiting names; `keys` says under which names to remember them. Without, a verdict is wanted: their registrable ones, and families. */
  #run(engine: Engine, count: number, scores: Float32Array, keys?: readonly string[]): void {
    if (count === 0) return;
    engine.encode(this.#pending, count);
    engine.run(count, keys === undefined ? this.#judge.threshold : Infinity);
    for (let row = 0; row < count; row++) {
      const at = this.#pendingAt[row] ?? 0;
      const score = engine.scores[row] ?? 0;
      scores[at] = score;
      this.#recent.set((keys === undefined ? this.#pending[row] : keys[at]) ?? '', score);
    }
  }

  #open(): Engine {
    if (this.#engine !== null) return this.#engine;
    const message =
      'The classifier was closed, expected an open one; load it again with loadClassifier().';
    throw new InferenceError('INFERENCE_CLOSED', message);
  }
}
