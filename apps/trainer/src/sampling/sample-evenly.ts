/** At most `count` of the values, evenly drawn. */
export function sampleEvenly<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, values.length / count);
  return Array.from(
    { length: Math.floor(values.length / step) },
    (_, i) => values[Math.floor(i * step)] as T,
  );
}
