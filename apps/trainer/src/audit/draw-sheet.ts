import { randomBits } from '@degas/features';

/** A name that a reader is to judge. The reader sees the name only. */
export interface SheetName {
  readonly domain: string;
  readonly source: string;
  readonly isDecoy: boolean;
}

export interface SheetSources<T extends { domain: string; source: string }> {
  /** In the order of `rankCandidates`. */
  readonly ranked: readonly T[];
  /** How many candidates are taken from each source; as many decoys are drawn from the rest of it. */
  readonly quotas: ReadonlyMap<string, number>;
  readonly seed: number;
}

/**
 * Returns the names of an audit: of each source the first candidates, and as many others at random as decoys. Both come
 * from the same lists in the same numbers, so that a list's way of naming doesn't say which is which.
 */
export function drawSheet<T extends { domain: string; source: string }>({
  ranked,
  quotas,
  seed,
}: SheetSources<T>): SheetName[] {
  const bits = randomBits(seed);
  return [...quotas].flatMap(([source, quota]) => {
    const ofSource = ranked.filter((name) => name.source === source);
    const rest = shuffled(ofSource.slice(quota), bits);
    const named = (isDecoy: boolean) => (name: T) => ({ domain: name.domain, source, isDecoy });
    return [
      ...ofSource.slice(0, quota).map(named(false)),
      ...rest.slice(0, quota).map(named(true)),
    ];
  });
}

/** Returns the order in which one reading shows the names: every reading has its own. */
export function readingOrder(
  names: readonly SheetName[],
  reading: number,
  seed: number,
): SheetName[] {
  return shuffled(names, randomBits(seed * 1000 + reading));
}

function shuffled<T>(values: readonly T[], bits: () => number): T[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last--) {
    const other = bits() % (last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
