import { wordsIn } from '../words/common-words.ts';

/** What can be counted in a registered label, without its suffix. */
export interface LexicalFacts {
  readonly label: string;
  readonly length: number;
  /** Shannon entropy of its characters, in bits each. */
  readonly entropy: number;
  /** Shares of its characters, from 0 to 1. */
  readonly digitShare: number;
  readonly vowelShare: number;
  readonly hyphenShare: number;
  /** Characters that are part of common words, as a share of all. */
  readonly dictionaryShare: number;
  readonly words: readonly string[];
  readonly longestConsonantRun: string;
  /** Punycode, so the characters above are those of its ASCII form. */
  readonly isInternational: boolean;
}

/** Facts of a registrable name. */
export function lexicalFacts(registrable: string): LexicalFacts {
  const label = registrable.slice(0, registrable.indexOf('.'));
  const length = Math.max(1, label.length);
  const share = (pattern: RegExp): number => (label.match(pattern)?.length ?? 0) / length;
  const words = wordsIn(label);
  const runs = label.match(/[b-df-hj-np-tv-xz]+/g) ?? [''];
  return {
    label,
    length: label.length,
    entropy: entropy(label),
    digitShare: share(/[0-9]/g),
    vowelShare: share(/[aeiouy]/g),
    hyphenShare: share(/-/g),
    dictionaryShare: words.join('').length / length,
    words,
    longestConsonantRun: runs.reduce((longest, run) =>
      run.length > longest.length ? run : longest,
    ),
    isInternational: label.startsWith('xn--'),
  };
}

function entropy(label: string): number {
  const counts = new Map<string, number>();
  for (const character of label) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / label.length) * Math.log2(count / label.length);
  return bits;
}
