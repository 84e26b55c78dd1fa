/** Letters, and one sign for all the rest: digits and hyphens say enough in other features. */
export const NGRAM_SYMBOLS = 27;
const OTHER = NGRAM_SYMBOLS - 1;
const FIRST_LETTER = 97;

/** The sign of a character in n-gram tables, below `NGRAM_SYMBOLS`. */
export function ngramSymbol(unit: number): number {
  const letter = unit - FIRST_LETTER;
  return letter >= 0 && letter < OTHER ? letter : OTHER;
}
