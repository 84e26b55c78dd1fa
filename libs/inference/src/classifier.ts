import { registrableName, type RegistrableName } from '@degas/features';

import {
  defaultClassifierOptions,
  thresholdOf,
  type ClassifierOptions,
} from './classifier-options.ts';
import { type CompiledModel, type OperatingPoint } from './compiled-model.ts';
import { encodingOf } from './degas-bin.ts';
import { type Engine } from './engine.ts';
import { InferenceError } from './errors.ts';
import { RecentScores } from './recent-scores.ts';
import { levelOf, type Verdict } from './verdict.ts';

/** What a classifier runs. */
export interface ModelInfo {
  readonly name: string;
  readonly version: number;
  readonly encoding: CompiledModel['encoding'];
  readonly labels: readonly [string, string];
  /** Names that score this or more are called DGA. */
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly families: readonly string[];
  /** Numbers in the compiled network's tables. */
  readonly parameters: number;
  readonly engine: Engine['kind'];
}

const NOT_A_NAME: RegistrableName = { registrable: null, suffix: null, skipped: 'invalid' };

/** A network ready to judge names; synchronous, and deaf to bad input: a name that can't be scored is `skipped`. */
export class Classifier {
  readonly model: ModelInfo;
  readonly #vocabulary: number;
  readonly #recent: RecentScores;
  readonly #pending: string[] = [];
  readonly #pendingAt: Int32Array;
  #engine: Engine | null;

  constructor(model: CompiledModel, engine: Engine, options: ClassifierOptions = {}) {
    const settings = { ...defaultClassifierOptions, ...options };
    const encoding = encodingOf(model);
    this.#vocabulary = encoding.vocabulary;
    this.#recent = new RecentScores(settings.cacheSize);
    this.#pendingAt = new Int32Array(engine.batchSize);
    this.#engine = engine;
    this.model = {
      name: model.name,
      version: model.version,
      encoding: model.encoding,
      labels: model.labels,
      threshold: thresholdOf(model, settings.operatingPoint),
      operatingPoints: model.operatingPoints,
      families: model.families,
      parameters: Object.values(model.tensors).reduce((sum, { data }) => sum + data.length, 0),
      engine: engine.kind,
    };
  }

  /** A verdict for each name, in order. */
  classify(names: readonly string[]): Verdict[] {
    return names.map((name) => this.classifyOne(name));
  }

  classifyOne(name: string): Verdict {
    const engine = this.#open();
    const { registrable, skipped } = parse(name);
    if (registrable === null) {
      return {
        domain: name,
        registrable,
        score: null,
        label: 'skipped',
        level: null,
        family: null,
        skipped,
      };
    }
    this.#pending[0] = registrable;
    engine.encode(this.#pending, 1);
    engine.run(1);
    const score = engine.scores[0] ?? 0;
    const isDga = score >= this.model.threshold;
    return {
      domain: name,
      registrable,
      score,
      label: isDga ? 'dga' : 'benign',
      level: levelOf(score, this.model.operatingPoints),
      family: isDga ? this.#familyOf(0, engine) : null,
      skipped: null,
    };
  }

  /** The scores alone, NaN for skipped names: the fast way, no object per name. */
  score(names: readonly string[]): Float32Array {
    const engine = this.#open();
    const scores = new Float32Array(names.length);
    let waiting = 0;
    for (let i = 0; i < names.length; i++) {
      const name: unknown = names[i];
      const known = typeof name === 'string' ? this.#recent.get(name) : undefined;
      if (known !== undefined) {
        scores[i] = known;
        continue;
      }
      const { registrable } = parse(name);
      if (registrable === null) {
        scores[i] = NaN;
        continue;
      }
      this.#pending[waiting] = registrable;
      this.#pendingAt[waiting++] = i;
      if (waiting === engine.batchSize) {
        this.#scorePending(engine, waiting, names, scores);
        waiting = 0;
      }
    }
    this.#scorePending(engine, waiting, names, scores);
    return scores;
  }

  /** Scores rows of codes as they are; `codes` holds one row of the encoding's length after another. */
  scoreCodes(codes: Int32Array | Uint8Array): Float32Array {
    const engine = this.#open();
    const { length } = this.model.encoding;
    const rows = codes.length / length;
    if (!Number.isInteger(rows)) {
      throw badCodes(
        `${codes.length} codes`,
        `a multiple of ${length}`,
        'Give whole rows, one after another.',
      );
    }
    const wrong = codes.findIndex((code) => code < 0 || code >= this.#vocabulary);
    if (wrong >= 0) {
      const where = `code ${codes[wrong] ?? 0} in row ${Math.floor(wrong / length)}, position ${wrong % length}`;
      throw badCodes(
        where,
        `0 to ${this.#vocabulary - 1}`,
        'Use the encoding that the model names.',
      );
    }
    const scores = new Float32Array(rows);
    for (let row = 0; row < rows; row += engine.batchSize) {
      const count = Math.min(engine.batchSize, rows - row);
      engine.codes.set(codes.subarray(row * length, (row + count) * length));
      engine.run(count);
      scores.set(engine.scores.subarray(0, count), row);
    }
    return scores;
  }

  /** Lets the network's memory go; every other call is an error from here on. */
  close(): void {
    this.#engine = null;
  }

  #scorePending(
    engine: Engine,
    count: number,
    names: readonly string[],
    scores: Float32Array,
  ): void {
    if (count === 0) return;
    engine.encode(this.#pending, count);
    engine.run(count);
    for (let i = 0; i < count; i++) {
      const at = this.#pendingAt[i] ?? 0;
      const score = engine.scores[i] ?? 0;
      scores[at] = score;
      this.#recent.set(names[at] ?? '', score);
    }
  }

  #familyOf(row: number, { familyScores }: Engine): string | null {
    if (familyScores === null) return null;
    const { families } = this.model;
    const values = familyScores.subarray(row * families.length, (row + 1) * families.length);
    return (
      families[values.indexOf(values.reduce((greatest, value) => Math.max(greatest, value)))] ??
      null
    );
  }

  #open(): Engine {
    if (this.#engine !== null) return this.#engine;
    const message =
      'The classifier was closed, expected an open one; load it again with loadClassifier().';
    throw new InferenceError('INFERENCE_CLOSED', message);
  }
}

/** Callers pass on what they find in logs; what is no string is no name. */
function parse(name: unknown): RegistrableName {
  return typeof name === 'string' ? registrableName(name) : NOT_A_NAME;
}

function badCodes(given: string, expected: string, advice: string): InferenceError {
  return new InferenceError(
    'INFERENCE_BAD_CODES',
    `Given ${given}, expected ${expected}. ${advice}`,
  );
}
