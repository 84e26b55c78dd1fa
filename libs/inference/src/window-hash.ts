/** FNV-1a over a window's codes begins with this. */
export const OFFSET_BASIS = 0x811c9dc5;
/** Each code is put to the hash by exclusive or, then multiplied by this. */
export const PRIME = 0x01000193;
/** What the hash is multiplied by to spread its bits once more. */
export const MIX = 0x2c1b3c6d;

/** The hash of a window with one more code. */
export function update(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}

/** All 32 bits of a window's hash, spread. Training, exports and the engine must agree on them to the bit. */
export function finalize(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), MIX);
  return spread ^ (spread >>> 13);
}
