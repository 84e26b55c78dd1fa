import { isTrainingName } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';
import { families } from '@degas/generators';

/** Whether a DGA row may be trained on; benign rows may. */
export function isTrainedFamily({ family }: LabelledDomain, without: readonly string[]): boolean {
  return family === null || !without.includes(family);
}

/** Its five letters under a host of millions of pages can't be told from a page's name; trained on, they would flag all of them. */
const INDISTINGUISHABLE_FAMILY = 'unnamed_downloader';

const generatedFamilies: ReadonlySet<string> = new Set(
  families().flatMap(({ name }) => (name === INDISTINGUISHABLE_FAMILY ? [] : [name])),
);

/** Of families that nobody has written a generator for, a part of the pool is all there is to judge by. */
export function isValidationFamily({ domain, label, family }: LabelledDomain): boolean {
  const isUnwritten = label === 1 && !generatedFamilies.has(family ?? '');
  return isUnwritten && !isTrainingName(domain, { fraction: 0.95, seed: 'judged' });
}

/** The families that are trained on by their generators. */
export function implemented(without: readonly string[]): string[] {
  return [...generatedFamilies].filter((name) => !without.includes(name));
}

const wordLists: ReadonlySet<string> = new Set(
  families().flatMap(({ name, kind }) => (kind === 'wordlist' ? [name] : [])),
);

/** Whether a family's generator joins words of a list. */
export function isOfWordList(family: string): boolean {
  return wordLists.has(family);
}
