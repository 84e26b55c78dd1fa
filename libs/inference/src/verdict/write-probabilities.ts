/**
 * Writes the softmax of a family head's values, which begin at `from`, to `out` from `to` on, where all are 0: classes of one name are
 * summed up, `ofClass` says which name each has. Writes logarithms of the sums to `logs`, if it is given. Returns the logarithm of the sum of the
 * values' powers: how strongly anything at all is recognised.
 */
export function writeProbabilities(
  values: Float32Array,
  from: number,
  ofClass: readonly number[],
  out: Float64Array,
  to: number,
  logs: Float64Array | null = null,
): number {
  let greatest = values[from] ?? 0;
  for (let i = 1; i < ofClass.length; i++) {
    const value = values[from + i] ?? 0;
    if (value > greatest) greatest = value;
  }
  let sum = 0;
  let last = 0;
  for (let i = 0; i < ofClass.length; i++) {
    const log = (values[from + i] ?? 0) - greatest;
    const power = Math.exp(log);
    sum += power;
    const name = ofClass[i] ?? 0;
    const before = out[to + name] ?? 0;
    out[to + name] = before + power;
    // A name of one class has its logarithm already.
    if (logs !== null) logs[name] = before === 0 ? log : NaN;
    if (name > last) last = name;
  }
  const logSum = Math.log(sum);
  for (let name = 0; name <= last; name++) {
    const probability = (out[to + name] ?? 0) / sum;
    out[to + name] = probability;
    if (logs === null) continue;
    const log = logs[name] ?? 0;
    logs[name] = Number.isNaN(log) ? Math.log(probability) : log - logSum;
  }
  return greatest + logSum;
}
