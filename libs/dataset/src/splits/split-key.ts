import { unitHash, registrableName } from '@degas/features';
import { murmur3 } from '@degas/features';

/** What must not be on both sides: the registrable name, or the name itself where it has none. */
export function splitKey(domain: string): string {
  return registrableName(domain).registrable ?? domain.toLowerCase();
}

/** Where a name stands between 0 and 1, by the hash of its registrable name and a seed. */
export function unitHashOfKey(
  domain: string,
  { seed, by }: { readonly seed: string | number; readonly by: 'train' | undefined },
): number {
  const key = splitKey(domain);
  return by === 'train' ? unitHash(key, Number(seed)) : murmur3(key, seed);
}
