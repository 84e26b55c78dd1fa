const WORD = /^[a-z]{3,}$/;
/** A word is one that so many names hold; three letters come together by chance more often. */
const NAMES_PER_WORD = 6;
const NAMES_PER_SHORT_WORD = 40;

/** The words that people join with hyphens in names, in whatever language: what a `WordCover` learns from benign rows. */
export class CommonWords {
  readonly #counts = new Map<string, number>();

  /** Takes the parts of a registrable name's own label. */
  add(registrable: string): void {
    const label = registrable.slice(0, registrable.indexOf('.'));
    if (!label.includes('-')) return;
    for (const part of label.split('-')) {
      if (WORD.test(part)) this.#counts.set(part, (this.#counts.get(part) ?? 0) + 1);
    }
  }

  /** The commonest first, those of one count in the alphabet's order. */
  list(): string[] {
    return [...this.#counts]
      .filter(
        ([word, count]) => count >= (word.length === 3 ? NAMES_PER_SHORT_WORD : NAMES_PER_WORD),
      )
      .sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1))
      .map(([word]) => word);
  }
}
