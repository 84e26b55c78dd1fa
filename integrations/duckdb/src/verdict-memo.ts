import type { Classifier, Verdict } from '@degas/inference';

/**
 * Remembers the verdicts on the last chunk of names: a query that asks for score, level and family calls three
 * functions with the same chunk one after another, and pays for one.
 */
export class VerdictMemo {
  readonly #classifier: Classifier;
  #names: readonly (string | null)[] = [];
  #verdicts: readonly Verdict[] = [];

  constructor(classifier: Classifier) {
    this.#classifier = classifier;
  }

  /** Returns a verdict for each name, in order; null is a name without text, which is skipped. */
  verdicts(names: readonly (string | null)[]): readonly Verdict[] {
    if (!this.#holds(names)) {
      this.#verdicts = this.#classifier.classify(names.map((name) => name ?? ''));
      this.#names = names;
    }
    return this.#verdicts;
  }

  #holds(names: readonly (string | null)[]): boolean {
    return names.length === this.#names.length && names.every((name, i) => name === this.#names[i]);
  }
}
