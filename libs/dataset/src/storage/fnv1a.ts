/** Looked up once: where globals are looked up through a sandbox, as in tests, that costs more than the hash. */
const { imul } = Math;

/** 32 bits of an ASCII name: FNV-1a and a last mix, for similar names must not come out near each other. */
export function fnv1a(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
