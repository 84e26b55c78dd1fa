import { isTrainingName } from '@degas/dataset';
import type { Attack } from '@degas/evaluation';
import {
  charBot,
  concatenateWords,
  insertionPlaces,
  insertWords,
  markovNames,
  swapHomoglyphs,
  swapVowels,
} from '@degas/generators';

import type { ScoredNames } from './score-labelled.ts';

/** Names that attacks start from, and names that those make which start from nothing. */
export const attackDefaults = { names: 5000, seed: 1 } as const;

const WORDS =
  'account angel beach book bridge business city cloud coffee data dream energy family farm fashion finance fire flower food garden ' +
  'global gold green group health home house island king land life light live login mail market media moon mountain music news ocean ' +
  'online paper park people photo planet power river school secure service shop silver smart sport star stone store studio summer ' +
  'sun team travel tree update video water web winter wood world';

/** The DGA names that are hidden, and the attacks by their names in reports. */
export interface Attacks {
  readonly names: readonly string[];
  readonly attacks: Readonly<Record<string, Attack>>;
}

/**
 * Attacks on a set of names: words put into its DGA names, and its benign names or plain words made into names that a DGA could
 * make. Which of the names is decided by their hash, so that two models are attacked alike.
 */
export function attacksOn({ domains, labels }: Pick<ScoredNames, 'domains' | 'labels'>): Attacks {
  const { names: most, seed } = attackDefaults;
  const ofClass = (label: 0 | 1): string[] => {
    const all = domains.filter((_, row) => labels[row] === label);
    const share = { fraction: Math.min(1, most / Math.max(1, all.length)), seed: 'attacks' };
    return all.filter((domain) => isTrainingName(domain, share));
  };
  const benign = ofClass(0);
  const words = WORDS.split(' ');
  const insertions = insertionPlaces.map((place): [string, Attack] => [
    place === 'label' ? 'a word as a label in front' : `a word at its ${place}`,
    (names) => insertWords(names, { seed, words, places: [place] }),
  ]);
  return {
    names: ofClass(1),
    attacks: {
      ...Object.fromEntries(insertions),
      CharBot: () => charBot(benign, { seed }),
      'vowels swapped': () => swapVowels(benign, { seed }),
      'look-alike letters': () => swapHomoglyphs(benign, { seed }),
      'a Markov chain': () => markovNames(benign, { seed, count: most }),
      'words in a row': () => concatenateWords(words, { seed, count: most }),
    },
  };
}
