/** Shorter pieces of a text are copies already. */
const SHORTEST_PIECE = 13;

/**
 * Returns the text as one that holds nothing else. Engines keep a piece of a text as a reference into it: a name that is remembered would
 * keep the whole block of the log that it was read from.
 */
export function ownText(text: string): string {
  return text.length < SHORTEST_PIECE ? text : ` ${text}`.slice(1);
}
