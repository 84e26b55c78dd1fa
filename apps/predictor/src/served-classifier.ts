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

/** What the service needs of the engine's classifier; `loadClassifier` of `@degas/inference` gives it, tests a fake. */
export interface ServedClassifier {
  readonly model: {
    readonly name: string;
    readonly version: number;
    readonly encoding: { readonly name: string; readonly version: number; readonly length: number };
    readonly labels: readonly [string, string];
  };
  classify(names: readonly string[]): readonly ServedVerdict[];
  /** One score per name; NaN where the name has no registrable part. */
  score(names: readonly string[]): Float32Array;
  /** One score per row of codes. */
  scoreCodes(codes: Int32Array): Float32Array;
  close(): void;
}
