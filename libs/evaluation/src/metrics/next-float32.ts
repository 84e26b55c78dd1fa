const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The smallest 32-bit float above a finite 32-bit float. */
export function nextFloat32(value: number): number {
  float[0] = value;
  const pattern = bits[0] ?? 0;
  if (value > 0) bits[0] = pattern + 1;
  else if (value < 0) bits[0] = pattern - 1;
  else bits[0] = 1; // both zeros
  return float[0];
}
