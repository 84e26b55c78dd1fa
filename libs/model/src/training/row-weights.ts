import type { EncodedRows } from './encoded-rows.ts';
import type { TrainingSettings } from './training-settings.ts';

/** How much each row counts in the loss, 1 on average; undefined when all count the same. */
export function rowWeights(
  rows: EncodedRows,
  { dgaWeight, familyBalance }: Pick<TrainingSettings, 'dgaWeight' | 'familyBalance'>,
): Float32Array | undefined {
  if (dgaWeight === 1 && familyBalance === 0) return undefined;
  const { benign, dga } = rows.counts();
  const sizes = new Uint32Array(rows.families.length);
  for (let row = 0; row < rows.count; row++) {
    if (rows.labels[row] !== 1) continue;
    const family = rows.familyOf[row] ?? 0;
    sizes[family] = (sizes[family] ?? 0) + 1;
  }
  const shares = Float64Array.from(sizes, (size) => (size === 0 ? 0 : size ** -familyBalance));
  const sum = shares.reduce((total, share, family) => total + share * (sizes[family] ?? 0), 0);
  const classWeight = dgaWeight === 'balanced' ? benign / dga : dgaWeight;
  const mean = (benign + dga * classWeight) / rows.count;
  const ofFamily = shares.map((share) => (share * dga * classWeight) / (sum * mean));
  return Float32Array.from({ length: rows.count }, (_, row) =>
    rows.labels[row] === 1 ? (ofFamily[rows.familyOf[row] ?? 0] ?? 0) : 1 / mean,
  );
}
