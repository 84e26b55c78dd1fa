import { isTrainingName, readDataset } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';
import { hyphenatedParts } from '@degas/model';

import { sampleEvenly } from '../sampling/sample-evenly.ts';
import { isHeldOut } from './held-out.ts';
import { isValidationFamily, isTrainedFamily } from './recipe-families.ts';
import { amountsOf, type RecipeOptions } from './recipe-options.ts';

/** What a first reading of the pool finds for the recipe's derived names. */
export interface CorpusStatistics {
  /** Popular benign names, for CharBot to change. */
  readonly popular: readonly string[];
  /** DGA names of trained families, to hide behind words. */
  readonly dga: readonly LabelledDomain[];
  /** Words that people join with hyphens in benign names. */
  readonly words: readonly string[];
  /** Names of held-out sources. */
  readonly heldOut: ReadonlySet<string>;
  readonly judgedInPool: readonly LabelledDomain[];
}

const POPULAR = /^(alexa|benign-alexa|benign-umbrella|majestic|cisco|benign-hsts)/;
const SHORTEST_WORD = 4;
const LONGEST_WORD = 10;
/** A word is one that so many names hold. */
const NAMES_PER_WORD = 12;

export async function corpusStatistics(options: RecipeOptions): Promise<CorpusStatistics> {
  const { data, without = [] } = options;
  const { charBot, inserted } = amountsOf(options);
  const popular: string[] = [];
  const dga: LabelledDomain[] = [];
  const judgedInPool: LabelledDomain[] = [];
  const heldOut = new Set<string>();
  const counts = new Map<string, number>();
  for await (const row of readDataset({ source: data })) {
    const { domain, label, source } = row;
    if (label === 1) {
      if (!isTrainedFamily(row, without)) continue;
      if (isValidationFamily(row)) judgedInPool.push(row);
      else if (!isTrainingName(domain, { fraction: 0.8, seed: 'hidden' })) dga.push(row);
    } else if (isHeldOut(row)) {
      heldOut.add(domain);
    } else {
      if (POPULAR.test(source)) popular.push(domain);
      for (const word of wordsOf(domain)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const words = [...counts].filter(([, count]) => count >= NAMES_PER_WORD).map(([word]) => word);
  return {
    popular: sampleEvenly(popular, charBot),
    dga: sampleEvenly(dga, inserted),
    words,
    heldOut,
    judgedInPool,
  };
}

function wordsOf(domain: string): string[] {
  return hyphenatedParts(domain).filter(
    ({ length }) => length >= SHORTEST_WORD && length <= LONGEST_WORD,
  );
}
