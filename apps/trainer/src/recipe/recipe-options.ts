/** How much of each ingredient; found by the experiments of docs/research/lab-book.md. */
export const flagshipAmounts = {
  poolPerFamily: 20_000,
  generatedPerFamily: 12_000,
  /** Names of families that join words: which words they join is learnt by heart. */
  generatedPerWordList: 60_000,
  imagined: 240_000,
  imaginedWords: 120_000,
  imaginedShapes: 120_000,
  benignTwins: 80_000,
  charBot: 150_000,
  /** DGA names that get a word inserted, and how many such names each becomes. */
  inserted: 150_000,
  wordsPerInserted: 3,
  hostedPerHost: 2000,
  /** Share of the rows that get another suffix. */
  otherSuffixes: 0.5,
  judgedPerFamily: 500,
} as const;

/** How the flagship is trained, beside its data. */
export const flagshipTraining = {
  network: 'flagship',
  epochs: 1,
  batchSize: 1024,
  learningRate: 0.004,
  schedule: 'cosine',
  familyWeight: 0.3,
} as const;

export interface RecipeOptions {
  /** Processed folder. */
  readonly data: string;
  readonly seed: number;
  /** Families of which training must see nothing. */
  readonly without?: readonly string[];
  /** Part of the training rows that is taken, by the hash of the name; all unless given. */
  readonly share?: number;
  /** Other amounts than the flagship's. */
  readonly amounts?: Partial<Record<keyof typeof flagshipAmounts, number>>;
}

/** The flagship's amounts, but for those that the options name. */
export function amountsOf({
  amounts,
}: RecipeOptions): Record<keyof typeof flagshipAmounts, number> {
  return { ...flagshipAmounts, ...amounts };
}
