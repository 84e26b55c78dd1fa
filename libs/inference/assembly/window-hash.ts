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
