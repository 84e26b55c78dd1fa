import { Scorer, type ScorerOptions } from '../prediction/scorer.ts';
import { ServingError } from '../serving-error.ts';
import type { ServedClassifier } from './served-classifier.ts';

export type VersionState = 'START' | 'LOADING' | 'AVAILABLE' | 'UNLOADING' | 'END';

/** What a version does with its scorer before it is available. */
export type WarmUp = (scorer: Scorer) => Promise<void>;

/** One version of a model on its way from START to END, and the requests that run on it now. */
export class ModelVersion {
  readonly model: string;
  readonly version: bigint;
  #state: VersionState = 'START';
  #failure: ServingError | null = null;
  #scorer: Scorer | null = null;
  #requests = 0;
  #drained: (() => void) | null = null;

  constructor(model: string, version: bigint | number) {
    this.model = model;
    this.version = BigInt(version);
  }

  get state(): VersionState {
    return this.#state;
  }

  /** Why the version never became available, null where nothing went wrong. */
  get failure(): ServingError | null {
    return this.#failure;
  }

  /** Rows that wait to be scored. */
  get waiting(): number {
    return this.#scorer?.waiting ?? 0;
  }

  /** Loads the version; a failure is its state from then on, not an exception. */
  async load(
    loader: () => Promise<ServedClassifier>,
    options?: ScorerOptions,
    warmUp?: WarmUp,
  ): Promise<void> {
    this.#state = 'LOADING';
    try {
      const scorer = new Scorer(await loader(), options);
      await warmUp?.(scorer);
      this.#scorer = scorer;
      this.#state = 'AVAILABLE';
    } catch (error) {
      this.#failure = new ServingError(
        'UNKNOWN',
        error instanceof Error ? error.message : String(error),
      );
      this.#state = 'END';
    }
  }

  /** Runs a request on the version, which stays loaded until the request has ended. */
  async use<Result>(request: (scorer: Scorer) => Promise<Result>): Promise<Result> {
    if (this.#scorer === null) {
      throw new ServingError(
        'UNAVAILABLE',
        `Version ${String(this.version)} of ${this.model} is not loaded`,
      );
    }
    this.#requests++;
    try {
      return await request(this.#scorer);
    } finally {
      this.#requests--;
      if (this.#requests === 0) this.#drained?.();
    }
  }

  /** Takes no more requests (only available versions are found), ends those under way, frees the model. */
  async unload(): Promise<void> {
    if (this.#state !== 'AVAILABLE') return;
    this.#state = 'UNLOADING';
    if (this.#requests > 0) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
    this.#scorer?.close();
    this.#scorer = null;
    this.#state = 'END';
  }
}
