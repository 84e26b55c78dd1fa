/**
 * Whole numbers from 0 to 2³² − 1, the same for the same seed everywhere (splitmix32). State is one number,
 * so a checkpoint needs no more than the seed.
 */
export function randomBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return (bits ^ (bits >>> 15)) >>> 0;
  };
}

/** A seed for a purpose within a run, such as the shuffle of one epoch: equal inputs, equal seed; others unrelated. */
export function deriveSeed(...parts: readonly number[]): number {
  return parts.reduce((seed, part) => randomBits(Math.imul(seed, 0x01000193) ^ part)(), 0x811c9dc5);
}

/** Fisher and Yates, in place. */
export function shuffle(values: Uint32Array, seed: number, from = 0, to = values.length): void {
  const bits = randomBits(seed);
  for (let i = to - 1; i > from; i--) {
    const j = from + (bits() % (i - from + 1));
    const held = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = held;
  }
}
