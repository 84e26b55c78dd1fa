/** What the service answers about one name. */
export interface ServedVerdict {
  readonly domain: string;
  readonly registrable: string | null;
  readonly score: number | null;
  readonly label: string;
  readonly level: string | null;
  readonly family: string | null;
  readonly skipped: string | null;
}

/** A part of a name and how much it speaks for a DGA, in log-odds. */
export interface ServedPart {
  readonly text: string;
  readonly at: number;
  readonly weight: number;
}

/** Why a name has its verdict. */
export interface ServedExplanation {
  readonly verdict: ServedVerdict;
  readonly sentence: string;
  readonly characters: readonly ServedPart[];
  readonly ngrams: readonly ServedPart[];
  /** What can be counted in the name; null for a skipped one. */
  readonly facts: object | null;
}

/** What a model's folder holds for those who want to see the model, not only its answers. */
export interface ServedFiles {
  /** `degas.bin`. */
  readonly compiled: Uint8Array;
  /** `manifest.json`, as it is; null where the folder has none. */
  readonly manifest: unknown;
}

/** What the service needs of the engine's classifier; `loadClassifier` of `@degas/inference` gives it, tests a fake. */
export interface ServedClassifier {
  readonly model: {
    readonly name: string;
    readonly version: number;
    readonly encoding: { readonly name: string; readonly version: number; readonly length: number };
    readonly labels: readonly [string, string];
  };
  /** Names that the network was spared since loading, as their score was remembered. */
  readonly cacheHits: number;
  /** Absent where the model is the one that ships with the engine. */
  readonly files?: ServedFiles;
  classify(names: readonly string[]): readonly ServedVerdict[];
  explain(name: string): ServedExplanation;
  /** One score per name; NaN where the name has no registrable part. */
  score(names: readonly string[]): Float32Array;
  /** One score per row of codes. */
  scoreCodes(codes: Int32Array): Float32Array;
  close(): void;
}
