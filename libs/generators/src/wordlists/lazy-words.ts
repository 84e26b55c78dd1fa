/** Returns a word list that is kept as one text and split when it is first needed. */
export function lazyWords(text: string): () => readonly string[] {
  let words: readonly string[] | undefined;
  return () => (words ??= text.split(' '));
}
