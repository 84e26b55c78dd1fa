/** Returns the upper 32 bits of the product of two unsigned 32-bit numbers; `Math.imul` returns the lower ones. */
export function mulHi32(a: number, b: number): number {
  const lowA = a & 0xffff;
  const highA = a >>> 16;
  const lowB = b & 0xffff;
  const highB = b >>> 16;
  const first = highA * lowB + (((lowA * lowB) / 0x10000) | 0);
  const second = lowA * highB + (first & 0xffff);
  return highA * highB + (first >>> 16) + (second >>> 16);
}
