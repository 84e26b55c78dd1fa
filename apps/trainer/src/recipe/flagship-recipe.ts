import { limitPerFamily, isBenchmarkName, isTrainingName, readDataset } from '@degas/dataset';
import { registrableName, type LabelledDomain } from '@degas/features';
import { charBot, insertWords } from '@degas/generators';

import { isMachineMade } from '../audit/machine-made.ts';
import { hostNames } from '../demo-dataset.ts';
import { benignTwins } from './benign-twins.ts';
import { corpusStatistics, type CorpusStatistics } from './corpus-statistics.ts';
import { generatedNames } from './generated-names.ts';
import { heldOutSource, isHeldOut } from './held-out.ts';
import { hostingProviderNames } from './hosting-provider-names.ts';
import { imaginedShapeNames } from './imagined-shapes.ts';
import {
  implemented,
  isValidationFamily,
  isTrainedFamily,
  isOfWordList,
} from './recipe-families.ts';
import { amountsOf, type RecipeOptions } from './recipe-options.ts';
import { withOtherSuffixes } from './suffix-augmentation.ts';
import { syntheticNames } from './synthetic-families.ts';
import { syntheticWordNames } from './synthetic-word-lists.ts';

/** What a model is trained on and what it is judged by after every epoch; no registrable name is in both. */
export interface Recipe {
  readonly training: AsyncIterable<LabelledDomain>;
  readonly validation: () => AsyncIterable<LabelledDomain>;
  /**
   * The DGA names that training is made of, under the suffixes that they came with: these tell families apart. Beside them, as a class of
   * their own, names of benign lists that machines made.
   */
  readonly families: () => AsyncIterable<LabelledDomain>;
}

/**
 * A popularity list of what machines asked for, infected ones too: one in eight of the names that this one alone has is a DGA's
 * (`vnqqfvagcurosbrjg.sx`). Trained on as benign, they cost recall where it is rarest.
 */
const CONTAMINATED_SOURCE = 'benign-umbrella-2018';

/** The family head's class of names that advertisers' and spam networks' machines made. */
const ADVERTISING = 'advertising';

/**
 * The flagship's data: the processed pool, capped by family; names of all implemented families at many dates and seeds; imagined
 * families; CharBot's names and DGA names with a word inserted; what hosts name their users' pages; further host names from npm
 * packages. Kept apart: the benign
 * sources of `isHeldOut`, and for each family names of dates and seeds that training doesn't see (of those that are in the
 * pool only, a twentieth of their names).
 */
export async function flagshipRecipe(options: RecipeOptions): Promise<Recipe> {
  const survey = await corpusStatistics(options);
  const validation = [...validationNames(options, survey)];
  const judged = new Set(validation.map(({ domain }) => domain));
  const rows = () => taken(trainingRows(options, survey, judged), options.share);
  const { otherSuffixes: share } = amountsOf(options);
  const isKept = ({ domain }: LabelledDomain): boolean =>
    judged.has(domain) || survey.heldOut.has(domain) || isBenchmarkName(domain);
  return {
    training: leavingOut(withOtherSuffixes(rows(), { share, seed: options.seed }), isKept),
    validation: () => validationRows(options, validation),
    families: () =>
      leavingOut(
        concatenated(
          leavingOut(rows(), ({ label }) => label === 0),
          advertisingNames(options),
        ),
        isKept,
      ),
  };
}

async function* taken(
  rows: AsyncIterable<LabelledDomain>,
  share = 1,
): AsyncIterable<LabelledDomain> {
  for await (const row of rows) {
    if (share === 1 || isTrainingName(row.domain, { fraction: share, seed: 'share' })) yield row;
  }
}

/** The rows but for those that are of no use or that judging keeps for itself. */
async function* leavingOut(
  rows: AsyncIterable<LabelledDomain>,
  isLeftOut: (row: LabelledDomain) => boolean,
): AsyncIterable<LabelledDomain> {
  for await (const row of rows) if (!isLeftOut(row)) yield row;
}

async function* concatenated<T>(...parts: readonly AsyncIterable<T>[]): AsyncIterable<T> {
  for (const part of parts) yield* part;
}

/** Names of trained benign lists that the audit found to be made by machines: neither class of the score, one of the family head, among what is called DGA. */
async function* advertisingNames({ data }: RecipeOptions): AsyncIterable<LabelledDomain> {
  for await (const row of readDataset({ source: data })) {
    const isOfMachine = row.label === 0 && isMachineMade(row.domain);
    if (isOfMachine && !isHeldOut(row) && row.source !== CONTAMINATED_SOURCE)
      yield { ...row, label: 1, family: ADVERTISING };
  }
}

/** Where each validation row is from, in the order in which training keeps them. */
export async function validationSources({ validation }: Recipe): Promise<string[]> {
  const sources: string[] = [];
  for await (const { domain, source } of validation()) {
    if (registrableName(domain).registrable !== null) sources.push(source);
  }
  return sources;
}

async function* trainingRows(
  options: RecipeOptions,
  survey: CorpusStatistics,
  judged: ReadonlySet<string>,
): AsyncIterable<LabelledDomain> {
  const { data, seed, without = [] } = options;
  const {
    poolPerFamily,
    generatedPerFamily,
    generatedPerWordList,
    imagined,
    imaginedWords,
    imaginedShapes,
    benignTwins: twins,
    hostedPerHost,
  } = amountsOf(options);
  const ofFamilies = (families: readonly string[], perFamily: number) =>
    generatedNames({ families, perFamily, part: 'training', seed });
  const families = implemented(without);
  // Names that a generator makes are no benign names, even where a popularity list holds them.
  const made = new Set<string>();
  const isNew = ({ domain }: LabelledDomain): boolean => !judged.has(domain) && !made.has(domain);
  for (const row of [
    ...ofFamilies(
      families.filter((family) => !isOfWordList(family)),
      generatedPerFamily,
    ),
    ...ofFamilies(families.filter(isOfWordList), generatedPerWordList),
    ...syntheticNames({ count: imagined, seed }),
    ...syntheticWordNames({ count: imaginedWords, words: survey.words, seed }),
    ...imaginedShapeNames({ count: imaginedShapes, words: survey.words, seed }),
    ...adversarialNames(survey, amountsOf(options).wordsPerInserted, seed),
  ]) {
    if (!isNew(row)) continue;
    made.add(row.domain);
    yield row;
  }
  for await (const row of limitPerFamily(readDataset({ source: data }), {
    perFamily: poolPerFamily,
  })) {
    const isTaken =
      row.label === 0
        ? !isHeldOut(row) && row.source !== CONTAMINATED_SOURCE && !isMachineMade(row.domain)
        : isTrainedFamily(row, without) && !isValidationFamily(row);
    if (isTaken && isNew(row)) yield row;
  }
  yield* hostingProviderNames({ perHost: hostedPerHost, words: survey.words, seed });
  for (const row of benignTwins({ count: twins, words: survey.words, seed })) {
    if (!survey.heldOut.has(row.domain) && isNew(row)) yield row;
  }
  for await (const { name, source } of hostNames()) {
    // Third-party hosts are a held-out source of the pool, whoever lists them.
    const domain = registrableName(name).registrable ?? name;
    const row: LabelledDomain = { domain, label: 0, family: null, source };
    // Nor may a held-out name come in with another suffix.
    if (source === 'third-party-web' || survey.heldOut.has(domain)) continue;
    if (!isMachineMade(domain) && isNew(row)) yield row;
  }
}

/** CharBot's names, and DGA names with a word inserted, each several times with another word, so that a network knows them. */
function* adversarialNames(
  { popular, dga, words }: CorpusStatistics,
  wordsPerInserted: number,
  seed: number,
): Iterable<LabelledDomain> {
  for (const domain of charBot(popular, { seed })) {
    yield { domain, label: 1, family: 'charbot', source: 'charbot' };
  }
  const disguised = Array.from({ length: wordsPerInserted }, () => dga).flat();
  const hidden = insertWords(
    disguised.map(({ domain }) => domain),
    { seed, words, places: ['start', 'middle', 'end'] },
  );
  for (const domain of hidden) {
    yield { domain, label: 1, family: 'disguised', source: 'inserted-words' };
  }
}

/** DGA names that training leaves for judging. */
export function* validationNames(
  options: RecipeOptions,
  { judgedInPool }: CorpusStatistics,
): Iterable<LabelledDomain> {
  const { seed, without = [] } = options;
  yield* generatedNames({
    families: implemented(without),
    perFamily: amountsOf(options).judgedPerFamily,
    part: 'judging',
    seed,
  });
  yield* judgedInPool;
}

async function* validationRows(
  { data }: RecipeOptions,
  dga: readonly LabelledDomain[],
): AsyncIterable<LabelledDomain> {
  yield* dga;
  for await (const row of readDataset({ source: data })) {
    // Thresholds are set on names that people made.
    const isJudged = row.label === 0 && isHeldOut(row) && !isMachineMade(row.domain);
    if (isJudged) yield { ...row, source: heldOutSource(row) };
  }
}
