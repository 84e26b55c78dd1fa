import type { RankedNames } from './group-evidence.ts';
import type { NameShape } from './name-shape.ts';

/** Numbers that a cluster is described by. */
export const CLUSTER_NUMBERS = 5;

/** Names below this logit weigh nothing. */
const LEAST_LOGIT = -3;
/** How far lengths of names that resemble each other lie apart: of one template, and of names alike. */
const TEMPLATE_LENGTHS = 1;
const ALIKE_LENGTHS = 3;

/** Returns the ranks of the names that weigh most of those that share a template with one of them. */
export function templateMembers(
  { logits }: RankedNames,
  shapes: readonly NameShape[],
): readonly number[] {
  let best: NameShape | null = null;
  let heaviest = 0;
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i];
    if (shape === undefined || isRepeated(shapes, i, hasOneTemplate)) continue;
    let weight = 0;
    for (let j = 0; j < shapes.length; j++) {
      const other = shapes[j];
      if (other !== undefined && hasOneTemplate(shape, other, TEMPLATE_LENGTHS))
        weight += Math.max(0, (logits[j] ?? 0) - LEAST_LOGIT);
    }
    if (weight > heaviest) {
      best = shape;
      heaviest = weight;
    }
  }
  const members: number[] = [];
  if (best === null) return members;
  for (let j = 0; j < shapes.length; j++) {
    const other = shapes[j];
    if (other !== undefined && hasOneTemplate(best, other, TEMPLATE_LENGTHS)) members.push(j);
  }
  return members;
}

/** Writes the heaviest set of names of one template with one of them, and behind it that of names which merely look alike. */
export function writeClusters(
  shapes: readonly NameShape[],
  list: RankedNames,
  out: Float32Array,
  from: number,
): void {
  writeCluster(shapes, list, hasOneTemplate, TEMPLATE_LENGTHS, out, from);
  writeCluster(shapes, list, isAlike, ALIKE_LENGTHS, out, from + CLUSTER_NUMBERS);
}

/** Whether two names resemble each other whose lengths lie so far apart at most. */
type Resembles = (a: NameShape, b: NameShape, lengths: number) => boolean;

/** Kinds of characters follow each other alike. */
function hasOneTemplate(a: NameShape, b: NameShape, lengths: number): boolean {
  return Math.abs(a.length - b.length) <= lengths && a.pattern === b.pattern;
}

/** The same suffix and kinds of characters. */
function isAlike(a: NameShape, b: NameShape, lengths: number): boolean {
  return (
    Math.abs(a.length - b.length) <= lengths &&
    a.digits > 0 === b.digits > 0 &&
    a.hyphens > 0 === b.hyphens > 0 &&
    a.suffix === b.suffix
  );
}

/** Whether a name before is just the same to others: it has the same cluster. */
function isRepeated(shapes: readonly NameShape[], at: number, resembles: Resembles): boolean {
  const shape = shapes[at];
  for (let i = 0; i < at; i++) {
    const other = shapes[i];
    if (other !== undefined && shape !== undefined && resembles(shape, other, 0)) return true;
  }
  return false;
}

function writeCluster(
  shapes: readonly NameShape[],
  { logits }: RankedNames,
  resembles: Resembles,
  lengths: number,
  out: Float32Array,
  from: number,
): void {
  let [bestWeight, bestSize, bestSum, bestStrong] = [0, 0, 0, 0];
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i];
    if (shape === undefined || isRepeated(shapes, i, resembles)) continue;
    let [weight, size, sum, strong] = [0, 0, 0, 0];
    for (let j = 0; j < shapes.length; j++) {
      const other = shapes[j];
      const logit = logits[j] ?? 0;
      if (other === undefined || logit < LEAST_LOGIT || !resembles(shape, other, lengths)) continue;
      weight += logit - LEAST_LOGIT;
      size++;
      sum += logit;
      if (logit > 1) strong++;
    }
    if (weight > bestWeight) {
      [bestWeight, bestSize, bestSum, bestStrong] = [weight, size, sum, strong];
    }
  }
  out[from] = bestWeight / 32;
  out[from + 1] = bestSize / 8;
  out[from + 2] = bestSize === 0 ? 0 : bestSum / bestSize / 4;
  out[from + 3] = bestStrong / 8;
  out[from + 4] = bestSize / Math.max(1, shapes.length);
}
