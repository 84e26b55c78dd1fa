import { fnv1a } from './fnv1a.ts';

/**
 * Returns a number in [0, 1) that depends on the name and the seed only, evenly spread: what `train` holds rows out by.
 * FNV-1a over the characters after the seed, then mixed once more.
 */
export function unitHash(name: string, seed: number): number {
  let hash = fnv1a(name, seed);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
