/** A 64-bit hash of a name in two unsigned halves. */
export interface NameHash {
  high: number;
  low: number;
}

/** Mixes all bits of a number (the finaliser of MurmurHash3). */
export function avalanche(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Hashes a name into `into`: two independent multiply-and-xor chains over its characters. */
export function hashName(name: string, into: NameHash): void {
  let high = 0x9e3779b9;
  let low = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    high = Math.imul((high ^ code) + (high >>> 15), 0x2c1b3c6d);
    low = Math.imul(low ^ code, 0x01000193);
    low ^= low >>> 13;
  }
  into.high = avalanche(high ^ name.length);
  into.low = avalanche(low + Math.imul(high, 0x297a2d39));
}
