// The hash of windows of codes; the definition is `src/window-hash.ts`.

export const OFFSET_BASIS: u32 = 0x811c9dc5;

@inline
export function withCode(hash: u32, code: u32): u32 {
  return (hash ^ code) * 0x01000193;
}

@inline
export function mixed(hash: u32): u32 {
  const spread = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  return spread ^ (spread >>> 13);
}

/** The same for four hashes at once. */
@inline
export function withCodeLanes(hashes: v128, codes: v128): v128 {
  return i32x4.mul(v128.xor(hashes, codes), i32x4.splat(0x01000193));
}

@inline
export function mixedLanes(hashes: v128): v128 {
  const spread = i32x4.mul(v128.xor(hashes, i32x4.shr_u(hashes, 15)), i32x4.splat(0x2c1b3c6d));
  return v128.xor(spread, i32x4.shr_u(spread, 13));
}
