/** Rows of codes, one after another: what a batch is before it becomes a tensor. */
export interface CodeRows {
  readonly codes: Uint8Array;
  readonly count: number;
  /** Codes per row. */
  readonly length: number;
}

export interface EmbeddingConvSettings {
  /** Positions that a window's maximum is taken over: 1 for none, `length` for all. The last window may be shorter. */
  readonly window: number;
  readonly relu: boolean;
}
