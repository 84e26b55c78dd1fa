import { LIKENESS_NUMBERS, writeLikeness } from './feature-likeness.ts';
import { COUNTED_FROM, type GroupEvidence, type RankedNames } from './group-evidence.ts';
import { CLUSTER_NUMBERS, templateMembers, writeClusters } from './name-clusters.ts';
import type { NameReading } from './name-readings.ts';
import type { NameShape } from './name-shape.ts';
import { LARGEST_SET, SET_STATISTICS, writeSetStatistics } from './set-statistics.ts';

/** Which logits of the ranked names are given as they are. */
const RANKS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15, 19, 23] as const;
/** Sums are of what the ranked names' logits are above these. */
const SUMMED_ABOVE = [0, 2, 4] as const;
/** How many of the first names the statistics are of. */
const PREFIXES = [4, 8, LARGEST_SET] as const;
const TEMPLATE_PREFIX = [LARGEST_SET] as const;
/** How many of the first names' features are pooled. */
const POOLED = 8;
/** What stands for the logit of a name that is not there. */
const ABSENT = -11;
const GLOBAL = 4;
/** Names of a list that statistics, sums and clusters are of. */
const LOOKED_AT = 24;

/** log1p of the counts that most lists have. */
const logs = Float64Array.from({ length: 64 }, (_, count) => Math.log1p(count));

/** Numbers of a list, features aside. */
const PER_LIST =
  RANKS.length +
  SUMMED_ABOVE.length +
  2 * COUNTED_FROM.length +
  1 +
  PREFIXES.length * SET_STATISTICS +
  2 * CLUSTER_NUMBERS;

/** What is known of the names of each list, in their order. */
export interface GroupReadings {
  readonly all: readonly NameReading[];
  readonly failing: readonly NameReading[] | null;
}

/** Returns how many numbers a group is described by, with so many features a name. */
export function groupSize(featureCount: number): number {
  const ofTemplate = SET_STATISTICS + 1 + featureCount;
  return GLOBAL + 2 * (PER_LIST + 2 * featureCount) + ofTemplate + LIKENESS_NUMBERS;
}

/**
 * Writes what the group network reads: for the failing names and for all of them, logits by rank, counts, statistics of
 * the first names as a set, their largest cluster of one template, and mean and spread of their features; then what shares a template of
 * all names, and how alike the failing ones are, or all where answers are not known.
 */
export function groupFeatures(
  { all, failing }: GroupEvidence,
  readings: GroupReadings,
  featureCount: number,
  out: Float32Array,
): void {
  out.fill(0);
  let at = 0;
  out[at++] = failing === null ? 0 : 1;
  out[at++] = Math.log1p(all.total) / 4;
  out[at++] = failing === null ? 0 : Math.log1p(failing.total) / 4;
  out[at++] = failing === null ? 0 : failing.total / Math.max(1, all.total);
  const size = PER_LIST + 2 * featureCount;
  if (failing !== null && readings.failing !== null)
    writeList(failing, readings.failing, featureCount, out, at);
  at += size;
  writeList(all, readings.all, featureCount, out, at);
  at += size;
  writeTemplate(all, readings.all, featureCount, out, at);
  at += SET_STATISTICS + 1 + featureCount;
  const { logits } = failing ?? all;
  writeLikeness(readings.failing ?? readings.all, logits, featureCount, out, at);
}

function writeList(
  list: RankedNames,
  readings: readonly NameReading[],
  featureCount: number,
  out: Float32Array,
  from: number,
): void {
  const { logits, counts, total } = list;
  let at = from;
  for (const rank of RANKS) out[at++] = (logits[rank] ?? ABSENT) / 4;
  const looked = Math.min(LOOKED_AT, logits.length);
  for (const above of SUMMED_ABOVE) {
    let sum = 0;
    for (let i = 0; i < looked; i++) sum += Math.max(0, (logits[i] ?? 0) - above);
    out[at++] = Math.log1p(sum) / 2;
  }
  for (const count of counts) out[at++] = (logs[count] ?? Math.log1p(count)) / 2;
  for (const count of counts) out[at++] = count / Math.max(1, total);
  out[at++] = Math.log1p(total) / 4;
  const shapes = shapesOf(readings, LOOKED_AT);
  writeSetStatistics(shapes, logits, PREFIXES, out, at);
  at += PREFIXES.length * SET_STATISTICS;
  writeClusters(shapes, list, out, at);
  writePooled(readings, featureCount, out, at + 2 * CLUSTER_NUMBERS);
}

/** Statistics of the names that share a template, and the mean of their features. */
function writeTemplate(
  all: RankedNames,
  readings: readonly NameReading[],
  featureCount: number,
  out: Float32Array,
  from: number,
): void {
  const members = templateMembers(all, shapesOf(readings, readings.length));
  out[from] = members.length / 8;
  const first: NameReading[] = [];
  const logits: number[] = [];
  for (const rank of members) {
    const reading = readings[rank];
    if (reading === undefined || first.length === LARGEST_SET) break;
    first.push(reading);
    logits.push(all.logits[rank] ?? 0);
  }
  writeSetStatistics(shapesOf(first, LARGEST_SET), logits, TEMPLATE_PREFIX, out, from + 1);
  const pooled = Math.min(POOLED, first.length);
  const at = from + 1 + SET_STATISTICS;
  clearSums(featureCount);
  for (let name = 0; name < pooled; name++) addFeatures(first[name], featureCount, 1);
  for (let i = 0; i < featureCount; i++) out[at + i] = (sums[i] ?? 0) / Math.max(1, pooled);
}

function shapesOf(readings: readonly NameReading[], most: number): NameShape[] {
  const shapes: NameShape[] = [];
  for (let i = 0; i < readings.length && i < most; i++) {
    const reading = readings[i];
    if (reading !== undefined) shapes.push(reading.shape);
  }
  return shapes;
}

/** Sums of features and of their squared differences from the mean, the first of them in use. */
let sums = new Float64Array(64);
let squares = new Float64Array(64);

function clearSums(featureCount: number): void {
  if (sums.length < featureCount) {
    sums = new Float64Array(featureCount);
    squares = new Float64Array(featureCount);
  } else {
    sums.fill(0);
    squares.fill(0);
  }
}

/** Mean and spread of the first names' features. */
function writePooled(
  readings: readonly NameReading[],
  featureCount: number,
  out: Float32Array,
  at: number,
): void {
  const first = Math.min(POOLED, readings.length);
  const count = Math.max(1, first);
  clearSums(featureCount);
  for (let name = 0; name < first; name++) addFeatures(readings[name], featureCount, count);
  for (let name = 0; name < first; name++) addSquares(readings[name], featureCount);
  for (let i = 0; i < featureCount; i++) {
    out[at + i] = sums[i] ?? 0;
    out[at + featureCount + i] = Math.sqrt((squares[i] ?? 0) / count);
  }
}

function addFeatures(reading: NameReading | undefined, featureCount: number, count: number): void {
  if (reading === undefined) return;
  const { features, featuresFrom } = reading;
  for (let i = 0; i < featureCount; i++)
    sums[i] = (sums[i] ?? 0) + (features[featuresFrom + i] ?? 0) / count;
}

function addSquares(reading: NameReading | undefined, featureCount: number): void {
  if (reading === undefined) return;
  const { features, featuresFrom } = reading;
  for (let i = 0; i < featureCount; i++) {
    const difference = (features[featuresFrom + i] ?? 0) - (sums[i] ?? 0);
    squares[i] = (squares[i] ?? 0) + difference * difference;
  }
}
