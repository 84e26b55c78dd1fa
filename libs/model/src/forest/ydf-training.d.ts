/** The part of ydf-training, which brings no types, that the forest uses. */
declare module 'ydf-training' {
  type Columns = Readonly<Record<string, readonly number[] | readonly string[]>>;
  interface Model {
    /** For two classes, the probability of the second in alphabetical order. */
    predict(columns: Columns): number[];
    describe(): string;
    unload(): void;
  }
  interface Library {
    readonly RandomForestLearner: new (
      label: string,
      task: 'CLASSIFICATION',
    ) => { train(columns: Columns): Model };
  }
  export default function load(module: {
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<Library>;
}
