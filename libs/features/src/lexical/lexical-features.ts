import { fnv1a } from '../hashing/fnv1a.ts';
import { ngramFrequency } from '../ngrams/ngram-frequency.ts';

/**
 * The eleven figures that classical detectors look at, in the order of `lexicalFeatures`; after Yu et al., Character Level
 * based Detection of DGA Domain Names, IJCNN 2018.
 */
export const lexicalFeatureNames = [
  'entropy',
  'bigrams',
  'trigrams',
  'symbols',
  'hexadecimal',
  'vowels',
  'length',
  'gini',
  'classificationError',
  'topLevelDomain',
  'startsWithDigit',
] as const;

export type LexicalFeatureName = (typeof lexicalFeatureNames)[number];

const LONGEST_LABEL = 63;
const LETTER = /[a-z]/;
const HEXADECIMAL = /[0-9a-f]/;
const VOWEL = /[aeiou]/;

/**
 * Eleven figures from 0 to 1 of a registrable name, in the order of `lexicalFeatureNames`: all of the registered label (before
 * the first dot) but the top-level domain's, which is a hash. For an empty name all are 0.
 *
 * @example lexicalFeatures('google.com')[6]; // length: 6 / 63
 */
export function lexicalFeatures(registrable: string): Float32Array {
  const name = registrable.toLowerCase();
  const dot = name.indexOf('.');
  const label = (dot === -1 ? name : name.slice(0, dot)).slice(0, LONGEST_LABEL);
  const shares = characterShares(label);
  const share = (kind: RegExp): number =>
    sum([...shares].map(([character, part]) => (kind.test(character) ? part : 0)));
  const parts = [...shares.values()];
  const entropy = sum(parts.map((part) => -part * Math.log(part)));
  const values: Record<LexicalFeatureName, number> = {
    entropy: label.length < 2 ? 0 : entropy / Math.log(label.length),
    bigrams: ngramFrequency(label, 2),
    trigrams: ngramFrequency(label, 3),
    symbols: label === '' ? 0 : 1 - share(LETTER),
    hexadecimal: share(HEXADECIMAL),
    vowels: share(VOWEL),
    length: label.length / LONGEST_LABEL,
    gini: label === '' ? 0 : 1 - sum(parts.map((part) => part * part)),
    classificationError: label === '' ? 0 : 1 - Math.max(...parts),
    topLevelDomain: hashToShare(dot === -1 ? '' : name.slice(name.lastIndexOf('.') + 1)),
    startsWithDigit: /^\d/.test(label) ? 1 : 0,
  };
  return Float32Array.from(lexicalFeatureNames, (feature) => clamp(values[feature]));
}

/** How much of the label each of its UTF-16 units is. */
function characterShares(label: string): Map<string, number> {
  const shares = new Map<string, number>();
  for (let i = 0; i < label.length; i++) {
    const character = label.charAt(i);
    shares.set(character, (shares.get(character) ?? 0) + 1 / label.length);
  }
  return shares;
}

/** Names of top-level domains have no order, so any fixed spread over [0, 1) serves: FNV-1a. */
function hashToShare(text: string): number {
  if (text === '') return 0;
  return fnv1a(text) / 2 ** 32;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Sums of shares may miss 0 and 1 by a rounding error. */
function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
