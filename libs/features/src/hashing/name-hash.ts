import { fnv1a } from './fnv1a.ts';

/** Looked up once: where globals are looked up through a sandbox, as in tests, that costs more than the hash. */
const { imul } = Math;

/** Returns 32 bits of an ASCII name: FNV-1a and a last mix, for similar names must not come out near each other. */
export function nameHash(name: string): number {
  const hash = fnv1a(name);
  const mixed = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
