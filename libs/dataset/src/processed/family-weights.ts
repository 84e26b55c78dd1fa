/** With 0 every name counts the same, with 1 every family: between them no family swamps the rest, and none is inflated. */
export const WEIGHT_BALANCE = 0.5;

/**
 * The weight of a name of each group, by the group's size: 1 for benign names; DGA names of a family with n names
 * get one that falls with the root of n, and is 1 on average.
 */
export function familyWeights(sizes: readonly number[]): number[] {
  const raw = sizes.map((size) => size ** -WEIGHT_BALANCE);
  const names = sizes.reduce((sum, size) => sum + size, 0);
  const total = sizes.reduce((sum, size, family) => sum + size * (raw[family] ?? 0), 0);
  return raw.map((weight) => Math.fround((weight * names) / total));
}
