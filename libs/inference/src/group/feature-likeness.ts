import type { NameReading } from './name-readings.ts';

/** Cosines of two names' features from which on they count as alike. */
const ALIKE_FROM = [0.7, 0.85, 0.95] as const;
/** How many of the first names the mean cosines are of. */
const PREFIXES = [4, 8, 16] as const;
/** Names that are compared with each other. */
const COMPARED = 24;
/** Names below this logit weigh nothing. */
const LEAST_LOGIT = -3;
const PER_BOUND = 4;
const PER_PREFIX = 2;

/** Numbers that the likeness of names is described by. */
export const LIKENESS_NUMBERS = PER_BOUND * ALIKE_FROM.length + PER_PREFIX * PREFIXES.length;

/** Cosines of every two of the names in hand, a row a name. */
const cosines = new Float64Array(COMPARED * COMPARED);
const lengths = new Float64Array(COMPARED);

/**
 * Writes how alike the first names look to the name network: for each bound the heaviest name with all that are alike to it (their
 * weight, number, share and mean logit), for each prefix the mean cosine of every two names' features and that of each name
 * and the one most like it. A list's names resemble each other there whoever made them, families that nobody knows included.
 */
export function writeLikeness(
  readings: readonly NameReading[],
  logits: ArrayLike<number>,
  featureCount: number,
  out: Float32Array,
  from: number,
): void {
  const count = Math.min(COMPARED, readings.length);
  compare(readings, count, featureCount);
  let at = from;
  for (const bound of ALIKE_FROM) {
    writeHeaviest(logits, count, bound, out, at);
    at += PER_BOUND;
  }
  for (const prefix of PREFIXES) {
    writeMeans(Math.min(prefix, count), out, at);
    at += PER_PREFIX;
  }
}

function compare(readings: readonly NameReading[], count: number, featureCount: number): void {
  for (let i = 0; i < count; i++) {
    const name = readings[i];
    if (name === undefined) continue;
    const length = Math.sqrt(product(name, name, featureCount));
    lengths[i] = length;
    cosines[i * COMPARED + i] = length > 0 ? 1 : 0;
    for (let j = 0; j < i; j++) {
      const other = readings[j];
      if (other === undefined) continue;
      const both = length * (lengths[j] ?? 0);
      const cosine = both > 0 ? product(name, other, featureCount) / both : 0;
      cosines[i * COMPARED + j] = cosine;
      cosines[j * COMPARED + i] = cosine;
    }
  }
}

function product(a: NameReading, b: NameReading, featureCount: number): number {
  let sum = 0;
  for (let k = 0; k < featureCount; k++)
    sum += (a.features[a.featuresFrom + k] ?? 0) * (b.features[b.featuresFrom + k] ?? 0);
  return sum;
}

function writeHeaviest(
  logits: ArrayLike<number>,
  count: number,
  bound: number,
  out: Float32Array,
  at: number,
): void {
  let [bestWeight, bestSize, bestSum] = [-1, 0, 0];
  for (let i = 0; i < count; i++) {
    let [weight, size, sum] = [0, 0, 0];
    for (let j = 0; j < count; j++) {
      if ((cosines[i * COMPARED + j] ?? 0) <= bound) continue;
      const logit = logits[j] ?? 0;
      weight += Math.max(0, logit - LEAST_LOGIT);
      sum += logit;
      size++;
    }
    if (weight > bestWeight) [bestWeight, bestSize, bestSum] = [weight, size, sum];
  }
  out[at] = Math.max(0, bestWeight) / 32;
  out[at + 1] = bestSize / 8;
  out[at + 2] = bestSize / Math.max(1, count);
  out[at + 3] = bestSum / Math.max(1, bestSize) / 4;
}

function writeMeans(count: number, out: Float32Array, at: number): void {
  let [sum, closest] = [0, 0];
  for (let i = 0; i < count; i++) {
    let most = 0;
    for (let j = 0; j < count; j++) {
      if (i === j) continue;
      const cosine = cosines[i * COMPARED + j] ?? 0;
      sum += cosine;
      if (cosine > most) most = cosine;
    }
    closest += most;
  }
  out[at] = sum / Math.max(1, count * (count - 1));
  out[at + 1] = closest / Math.max(1, count);
}
