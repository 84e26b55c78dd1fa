import type { CandidateSet } from '@degas/evaluation';
import type { LabelledDomain } from '@degas/features';
import { namedClass, type Classifier } from '@degas/inference';

/** Returns the candidates that verdicts give for names of families that the model knows, where they call the name DGA. */
export function candidateSets(
  classifier: Classifier,
  rows: readonly LabelledDomain[],
): CandidateSet[] {
  const known = new Set(classifier.model.families);
  return rows.flatMap(({ domain, family: label }) => {
    const truth = label === null ? null : namedClass(label).family;
    if (truth === null || !known.has(truth)) return [];
    const verdict = classifier.classifyOne(domain);
    if (verdict.label !== 'dga') return [];
    const candidates = verdict.candidates.map(({ family }) => family);
    return [{ truth, candidates, single: verdict.family }];
  });
}
