import { NGRAM_SYMBOLS, ngramSymbol } from './ngram-alphabet.ts';
import { BIGRAM_FREQUENCIES, TRIGRAM_FREQUENCIES } from './ngram-frequencies.ts';

const HIGHEST = 15;

/** Decoded when first asked for: most programs never do. */
const tables: Partial<Record<2 | 3, Uint8Array>> = {};

function tableOf(size: 2 | 3): Uint8Array {
  return (tables[size] ??= Uint8Array.from(
    size === 2 ? BIGRAM_FREQUENCIES : TRIGRAM_FREQUENCIES,
    (digit) => Number.parseInt(digit, 16),
  ));
}

/**
 * How common the n-grams of a text are in real host names: the median over its n-grams, from 0 (never seen) to 1 (as the most
 * common), on a logarithmic scale. 0 for a text that is shorter than one n-gram.
 */
export function ngramFrequency(text: string, size: 2 | 3): number {
  const table = tableOf(size);
  const count = text.length - size + 1;
  if (count < 1) return 0;
  const tally = new Uint32Array(HIGHEST + 1);
  for (let i = 0; i < count; i++) {
    let index = 0;
    for (let j = i; j < i + size; j++) {
      index = index * NGRAM_SYMBOLS + ngramSymbol(text.charCodeAt(j));
    }
    const level = table[index] ?? 0;
    tally[level] = (tally[level] ?? 0) + 1;
  }
  const lower = rankedLevel(tally, (count - 1) >> 1);
  const upper = rankedLevel(tally, count >> 1);
  return (lower + upper) / (2 * HIGHEST);
}

/** The level at a place, from 0, of all levels in ascending order. */
function rankedLevel(tally: Uint32Array, place: number): number {
  let level = 0;
  for (let passed = tally[0] ?? 0; passed <= place; passed += tally[level] ?? 0) level++;
  return level;
}
