/** Returns the 32 bits of a number rotated left; 0 ≤ distance < 32. */
export function rotateLeft(value: number, distance: number): number {
  return ((value << distance) | (value >>> ((32 - distance) & 31))) >>> 0;
}

/** Returns the 32 bits of a number rotated right; 0 ≤ distance < 32. */
export function rotateRight(value: number, distance: number): number {
  return ((value >>> distance) | (value << ((32 - distance) & 31))) >>> 0;
}
