/** Looked up once: where globals are looked up through a sandbox, as in tests, that costs more than the hash. */
const { imul } = Math;

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** Returns the 32-bit FNV-1a hash of a text's UTF-16 units, unsigned; `seed` is mixed into the offset basis. */
export function fnv1a(text: string, seed = 0): number {
  let hash = OFFSET_BASIS ^ seed;
  for (let i = 0; i < text.length; i++) hash = imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}
