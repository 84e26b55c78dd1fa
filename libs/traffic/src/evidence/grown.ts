/** A longer array of the same kind with the same beginning. */
export function grown<Numbers extends Uint8Array | Uint32Array | Float64Array>(
  array: Numbers,
  length: number,
): Numbers {
  const longer = new (array.constructor as new (length: number) => Numbers)(length);
  longer.set(array);
  return longer;
}
