import type { LabelledDomain } from '@degas/features';
import { trainForest } from '@degas/model';

import { sampleEvenly } from '../sampling/sample-evenly.ts';
import { trainNgramDetector } from './ngram-detector.ts';
import type { ScoredBenign } from './rank-candidates.ts';

/** Names of a class that the detectors of a fold are trained on, at most: a forest grows slower than their number. */
const MOST_OF_A_CLASS = 4_000;

/** A name of a list that is audited. */
export type ListedName = Pick<ScoredBenign, 'domain' | 'source'>;

/**
 * Scores the names of lists by a forest of lexical features and by an n-gram model, trained without the list in question: half of the lists
 * (every other one) is scored by what was trained on the other half and on `others`, and on no name that the first half holds.
 */
export async function crossFittedScores(
  names: readonly ListedName[],
  others: readonly LabelledDomain[],
  onProgress: (text: string) => void,
): Promise<ScoredBenign[]> {
  const sources = [...new Set(names.map(({ source }) => source))];
  const foldOf = new Map(sources.map((source, index) => [source, index % 2]));
  const scored = new Map<ListedName, ScoredBenign>();
  for (const fold of [0, 1]) {
    const judged = names.filter(({ source }) => foldOf.get(source) === fold);
    if (judged.length === 0) continue;
    onProgress(`scoring ${judged.length} names by detectors that were trained without their lists`);
    const hidden = new Set(judged.map(({ domain }) => domain));
    const rest = names
      .filter(({ source }) => foldOf.get(source) !== fold)
      .map((name): LabelledDomain => ({ ...name, label: 0, family: null }));
    const rows = [...others, ...rest].filter(({ domain }) => !hidden.has(domain));
    const training = [0, 1].flatMap((label) =>
      sampleEvenly(
        rows.filter((row) => row.label === label),
        MOST_OF_A_CLASS,
      ),
    );
    const ngrams = trainNgramDetector(training);
    const forest = await trainForest(training);
    const byForest = forest.score(judged.map(({ domain }) => domain));
    judged.forEach((name, row) => {
      scored.set(name, { ...name, scores: [byForest[row] ?? NaN, ngrams(name.domain)] });
    });
    forest.dispose();
  }
  return names.flatMap((name) => scored.get(name) ?? []);
}
