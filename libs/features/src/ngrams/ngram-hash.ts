const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const MIX = 0x2c1b3c6d;

/** Returns the hash of a window with one more code: FNV-1a. */
function update(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}

/** Returns all 32 bits of a window's hash, spread. */
function finalize(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), MIX);
  return spread ^ (spread >>> 13);
}

/** The hash of a window of codes. Training, exports and the engine must agree on it to the bit. */
export const ngramHash = {
  /** FNV-1a over a window's codes begins with this. */
  offsetBasis: OFFSET_BASIS,
  /** Each code is put to the hash by exclusive or, then multiplied by this. */
  prime: PRIME,
  /** What the hash is multiplied by to spread its bits once more. */
  mix: MIX,
  update,
  finalize,
} as const;
