const WORD = /^[a-z]{3,}$/;
/** Names that have to contain a word; three letters come together by chance more often. */
const NAMES_PER_WORD = 6;
const NAMES_PER_SHORT_WORD = 40;

/** The words, of three letters and more, that hyphens join in a registrable name's own label. */
export function hyphenatedParts(registrable: string): string[] {
  const label = registrable.slice(0, registrable.indexOf('.'));
  return label.includes('-') ? label.split('-').filter((part) => WORD.test(part)) : [];
}

/** The words that people join with hyphens in names, in whatever language: what a `WordCover` learns from benign rows. */
export class HyphenWordCounts {
  readonly #counts = new Map<string, number>();

  add(registrable: string): void {
    for (const word of hyphenatedParts(registrable)) {
      this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
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
