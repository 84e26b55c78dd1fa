import { findFamily } from './registry.ts';

const kinds = {
  arithmetic: 'computes its names with random numbers',
  hash: 'computes its names with a hash function',
  wordlist: 'puts its names together from words',
  permutation: 'changes the letters of a first name',
  encoding: 'encodes numbers as names',
} as const;

/** Returns what is known of a family, in a sentence or two for people who never heard of it. */
export function familySentence(family: string | null): string {
  if (family === null) {
    return 'The names resemble no family that the model knows: it may be a new one.';
  }
  const known = findFamily(family);
  if (known === undefined) return `The names resemble those of the malware ${family} most.`;
  const { aliases, kind, dateSeeded } = known;
  const called = aliases.length > 0 ? `, also called ${aliases.join(', ')},` : '';
  const when = dateSeeded ? 'New ones come with the date.' : 'They do not change with the date.';
  return `The names resemble those of the malware ${family} most: ${family}${called} ${kinds[kind]}. ${when}`;
}
