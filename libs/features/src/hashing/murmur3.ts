/** Looked up once: where globals are looked up through a sandbox, as in tests, that costs more than the hash. */
const { imul } = Math;

/**
 * A number in [0, 1) that depends on the name and the seed only: what splits and caps order names by. MurmurHash3's
 * steps over the UTF-16 units, in two lanes of 32 bits, of which 53 bits are used.
 */
export function murmur3(name: string, seed: string | number): number {
  const text = `${seed}\u0000${name}`;
  let high = 0x9747b28c;
  let low = 0x3c6ef372;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = imul(rotated(high ^ imul(unit, 0xcc9e2d51), 13), 5) + 0xe6546b64;
    low = imul(rotated(low ^ imul(unit, 0x1b873593), 17), 9) + 0x38495ab5;
  }
  return (finished(high) * 0x200000 + (finished(low) >>> 11)) / 2 ** 53;
}

const rotated = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function finished(hash: number): number {
  let mixed = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
