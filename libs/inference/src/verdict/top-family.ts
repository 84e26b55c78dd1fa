/** Returns the class with the greatest value of a family head, and its softmax probability. */
export function topFamily(
  values: Float32Array,
  from: number,
  families: number,
): { readonly index: number; readonly probability: number } {
  let index = 0;
  for (let i = 1; i < families; i++) {
    if ((values[from + i] ?? 0) > (values[from + index] ?? 0)) index = i;
  }
  const greatest = values[from + index] ?? 0;
  let sum = 0;
  for (let i = 0; i < families; i++) sum += Math.exp((values[from + i] ?? 0) - greatest);
  return { index, probability: 1 / sum };
}
