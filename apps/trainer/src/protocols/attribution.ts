import type { LabelledDomain } from '@degas/features';
import { namedClass, type Classifier } from '@degas/inference';

/** Families of fewer names have no F1 of their own. */
const FEWEST_NAMES = 500;

/** How well a model names the family of DGA names; a name that it calls benign or of an unknown family is attributed to none. */
export interface Attribution {
  /** Mean of the F1 of the families counted; null for a model that names none. */
  readonly macroF1: number | null;
  /** Families with enough names. */
  readonly families: number;
  /** Share of the names that got a family, right or wrong. */
  readonly attributed: number;
}

/** Judges the families that verdicts name, at the model's own thresholds; with `isGuess`, the likeliest candidate of each. */
export function measureAttribution(
  classifier: Classifier,
  rows: readonly LabelledDomain[],
  { isGuess = false }: { readonly isGuess?: boolean } = {},
): Attribution {
  const known = new Set(classifier.model.families);
  const counts = new Map<string, { names: number; given: number; right: number }>();
  const of = (family: string) => {
    let count = counts.get(family);
    if (!count) counts.set(family, (count = { names: 0, given: 0, right: 0 }));
    return count;
  };
  let attributed = 0;
  for (const { domain, family: label } of rows) {
    const family = label === null ? null : namedClass(label).family;
    if (family === null) continue;
    of(family).names++;
    const { family: alone, candidates } = classifier.classifyOne(domain);
    const given = isGuess ? (candidates[0]?.family ?? null) : alone;
    if (given === null || !known.has(given)) continue;
    attributed++;
    of(given).given++;
    if (given === family) of(family).right++;
  }
  const large = [...counts.values()].filter(({ names }) => names >= FEWEST_NAMES);
  const f1 = large.map(({ names, given, right }) => (2 * right) / (names + given));
  return {
    macroF1:
      attributed === 0 ? null : f1.reduce((sum, value) => sum + value, 0) / Math.max(1, f1.length),
    families: large.length,
    attributed: attributed / Math.max(1, rows.length),
  };
}
