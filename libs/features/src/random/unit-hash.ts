/**
 * A number from 0 to below 1 that depends on the name and the seed only, evenly spread: what `train` keeps rows apart by.
 * FNV-1a over the characters after the seed, then mixed once more.
 */
export function unitHash(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
