import { bigviktorNouns } from '../wordlists/bigviktor-nouns.ts';
import { goziGpl } from '../wordlists/gozi-gpl.ts';
import { goziRfc4343 } from '../wordlists/gozi-rfc4343.ts';
import { nymaim2First } from '../wordlists/nymaim2-first.ts';
import { nymaim2Second } from '../wordlists/nymaim2-second.ts';
import { suppobox1 } from '../wordlists/suppobox-1.ts';
import { suppobox2 } from '../wordlists/suppobox-2.ts';
import { suppobox3 } from '../wordlists/suppobox-3.ts';

const texts = [
  ...[bigviktorNouns, goziGpl, goziRfc4343, nymaim2First, nymaim2Second],
  ...[suppobox1, suppobox2, suppobox3],
];

let known: readonly string[] | undefined;

/** Some 8,000 words of the families' own lists, lower case, of three letters or more. */
export function dictionary(): readonly string[] {
  known ??= usableWords(texts.join(' ').split(' '));
  return known;
}

/** The distinct words that a word-list family can carry. */
export function usableWords(words: readonly string[]): readonly string[] {
  const lower = words.map((word) => word.toLowerCase());
  return [...new Set(lower)].filter((word) => /^[a-z]{3,}$/.test(word));
}
