type Columns = Readonly<Record<string, readonly number[] | readonly string[]>>;

export interface YdfModel {
  /** For two classes, the probability of the second of `getLabelClasses`. */
  predict(columns: Columns): number[];
  /** The most frequent one first. */
  getLabelClasses(): string[];
  describe(): string;
  unload(): void;
}

/** The part of ydf-training, which brings no types, that the forest uses. */
export type LoadYdf = (module: {
  print(line: string): void;
  printErr(line: string): void;
}) => Promise<{
  readonly RandomForestLearner: new (
    label: string,
    task: 'CLASSIFICATION',
  ) => { train(columns: Columns): YdfModel };
}>;
