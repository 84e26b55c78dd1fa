import { candidateThreshold, judgeCandidates, type CandidateFigures } from '@degas/evaluation';
import type { LabelledDomain } from '@degas/features';
import { loadClassifier, namedClass, type ClassifierOptions } from '@degas/inference';
import { readManifest, setCandidateThreshold } from '@degas/model';

import { candidateSets } from '../protocols/candidate-sets.ts';

/** Share of names whose candidates must hold their family. */
const COVERAGE = 0.9;
/** Fewer names say too little about a tenth of them. */
const FEWEST_NAMES = 200;

/** What is written down of a choice. */
export interface CandidateChoice extends CandidateFigures {
  readonly threshold: number;
  readonly coverageAskedFor: number;
}

/**
 * Chooses from which probability on a family is a candidate: so that nine in ten of names that were not trained on have their own
 * among theirs. Every other name sets the threshold, the others judge it; what is written into the version is of both. Null for a
 * version that names no families, and where there are too few names.
 */
export async function chooseCandidates(
  directory: string,
  rows: AsyncIterable<LabelledDomain>,
): Promise<CandidateChoice | null> {
  const { operatingPoints } = await readManifest(directory);
  // Few held-out names give a version no levels.
  const hasLow = operatingPoints.some(({ level }) => level === 'low');
  const lowest: ClassifierOptions = hasLow ? { operatingPoint: 'low' } : {};
  const all = await loadClassifier(directory, { ...lowest, familyThreshold: 0 });
  const known = new Set(all.model.families);
  const names: { readonly row: LabelledDomain; readonly ofTruth: number }[] = [];
  for await (const row of rows) {
    const truth = row.family === null ? null : namedClass(row.family).family;
    if (row.label === 0 || truth === null || !known.has(truth)) continue;
    const { label, candidates } = all.classifyOne(row.domain);
    if (label !== 'dga') continue;
    const ofTruth = candidates.find(({ family }) => family === truth)?.probability ?? 0;
    names.push({ row, ofTruth });
  }
  all.close();
  if (names.length < FEWEST_NAMES) return null;
  const thresholdOn = (part: typeof names): number =>
    candidateThreshold(
      part.map(({ ofTruth }) => ofTruth),
      COVERAGE,
    );
  const isEven = (_: unknown, index: number): boolean => index % 2 === 0;
  const judge = await loadClassifier(directory, {
    ...lowest,
    familyThreshold: thresholdOn(names.filter(isEven)),
  });
  const judged = names.filter((name, index) => !isEven(name, index)).map(({ row }) => row);
  const figures = judgeCandidates(candidateSets(judge, judged));
  judge.close();
  const choice = { threshold: thresholdOn(names), coverageAskedFor: COVERAGE, ...figures };
  await setCandidateThreshold(directory, choice.threshold, { ...choice });
  return choice;
}

/** Says in a line how the candidates of a version do. */
export function candidatesLine({
  threshold,
  names,
  coverage,
  meanSize,
  single,
  singleRight,
}: CandidateChoice): string {
  const share = (value: number | null): string =>
    value === null ? '–' : `${(100 * value).toFixed(1)} %`;
  return (
    `Families of probability ${threshold.toFixed(3)} or more are candidates: of ${names} held-out names, ${share(coverage)} ` +
    `have theirs among ${meanSize?.toFixed(2) ?? '–'} on average; one alone is named for ${share(single)}, rightly for ${share(singleRight)}.`
  );
}
