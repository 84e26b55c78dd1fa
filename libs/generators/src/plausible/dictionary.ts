import { BIGVIKTOR_NOUNS } from '../wordlists/bigviktor-nouns.ts';
import { GOZI_GPL } from '../wordlists/gozi-gpl.ts';
import { GOZI_RFC4343 } from '../wordlists/gozi-rfc4343.ts';
import { NYMAIM2_FIRST } from '../wordlists/nymaim2-first.ts';
import { NYMAIM2_SECOND } from '../wordlists/nymaim2-second.ts';
import { SUPPOBOX_1 } from '../wordlists/suppobox-1.ts';
import { SUPPOBOX_2 } from '../wordlists/suppobox-2.ts';
import { SUPPOBOX_3 } from '../wordlists/suppobox-3.ts';

const texts = [
  ...[BIGVIKTOR_NOUNS, GOZI_GPL, GOZI_RFC4343, NYMAIM2_FIRST, NYMAIM2_SECOND],
  ...[SUPPOBOX_1, SUPPOBOX_2, SUPPOBOX_3],
];

let known: readonly string[] | undefined;

/** Returns about 8,000 words of the families' own lists, lower case, of at least three letters. */
export function dictionary(): readonly string[] {
  known ??= usableWords(texts.join(' ').split(' '));
  return known;
}

/** Returns the distinct words that a word-list family can use. */
export function usableWords(words: readonly string[]): readonly string[] {
  const lower = words.map((word) => word.toLowerCase());
  return [...new Set(lower)].filter((word) => /^[a-z]{3,}$/.test(word));
}
