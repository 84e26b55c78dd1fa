/** The 32 bits of a number turned to the left; 0 ≤ distance < 32. */
export function rotateLeft(value: number, distance: number): number {
  return ((value << distance) | (value >>> ((32 - distance) & 31))) >>> 0;
}

/** The 32 bits of a number turned to the right; 0 ≤ distance < 32. */
export function rotateRight(value: number, distance: number): number {
  return ((value >>> distance) | (value << ((32 - distance) & 31))) >>> 0;
}
