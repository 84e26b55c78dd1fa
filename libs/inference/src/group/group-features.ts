import { COUNTED_FROM, type GroupEvidence, type RankedNames } from './group-evidence.ts';
import { bitCount, nameShape, type NameShape, sharedEnds, sharedPairs } from './name-shape.ts';

/** Which logits of the ranked names are given as they are. */
const RANKS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15, 19, 23] as const;
/** Sums are of what the ranked names' logits are above these. */
const SUMMED_ABOVE = [0, 2, 4] as const;
/** How many of the first names the statistics are of. */
const PREFIXES = [4, 8, 16] as const;
const LONGEST_PREFIX = 16;
/** How many of the first names' features are pooled. */
const POOLED = 8;
/** What stands for the logit of a name that is not there. */
const ABSENT = -11;
const PER_PREFIX = 28;
const PER_CLUSTER = 5;
const GLOBAL = 4;
/** Names of a list that statistics, sums and clusters are of. */
const LOOKED_AT = 24;

/** Numbers of a list, features aside. */
const PER_LIST =
  RANKS.length +
  SUMMED_ABOVE.length +
  2 * COUNTED_FROM.length +
  1 +
  PREFIXES.length * PER_PREFIX +
  2 * PER_CLUSTER;

/** What a group's names look like, worked out once. */
export interface GroupShapes {
  readonly shapeOf: (name: string) => NameShape;
  /** Ranks of the names that weigh most of all that share a template with one of them. */
  readonly template: readonly number[];
}

/** Returns the statistics of a group's names; `known` gives those that were worked out before. */
export function groupShapes(
  { all }: GroupEvidence,
  known: (name: string) => NameShape | undefined = () => undefined,
): GroupShapes {
  const shapes = new Map<string, NameShape>();
  const shapeOf = (name: string): NameShape => {
    let shape = known(name) ?? shapes.get(name);
    if (shape === undefined) shapes.set(name, (shape = nameShape(name)));
    return shape;
  };
  return { shapeOf, template: templateMembers(all, all.names.map(shapeOf)) };
}

/** Returns the names whose features a group's description pools, each once. */
export function pooledNames({ all, failing }: GroupEvidence, { template }: GroupShapes): string[] {
  return [
    ...new Set([
      ...(failing?.names.slice(0, POOLED) ?? []),
      ...all.names.slice(0, POOLED),
      ...template.slice(0, POOLED).map((i) => all.names[i] ?? ''),
    ]),
  ];
}

/** Features of a name, as the name network computes them, by registrable name. */
export type FeaturesOf = (name: string) => Float32Array;

/** Returns how many numbers a group is described by, with so many features a name. */
export function groupSize(featureCount: number): number {
  return GLOBAL + 2 * (PER_LIST + 2 * featureCount) + PER_PREFIX + 1 + featureCount;
}

/**
 * Writes what the group network reads: for the failing names and for all of them, logits by rank, counts, statistics of
 * the first names as a set, their largest cluster of one template, and mean and spread of their features.
 */
export function groupFeatures(
  { all, failing }: GroupEvidence,
  shapes: GroupShapes,
  featuresOf: FeaturesOf,
  featureCount: number,
  out: Float32Array,
): void {
  out.fill(0);
  const { shapeOf } = shapes;
  const writer = new Writer(out);
  writer.add(failing === null ? 0 : 1);
  writer.add(Math.log1p(all.total) / 4);
  writer.add(failing === null ? 0 : Math.log1p(failing.total) / 4);
  writer.add(failing === null ? 0 : failing.total / Math.max(1, all.total));
  for (const list of [failing, all]) {
    const end = writer.at + PER_LIST + 2 * featureCount;
    if (list !== null) {
      addList(list, list.names.slice(0, LOOKED_AT).map(shapeOf), writer);
      addPooled(list.names.slice(0, POOLED), featuresOf, featureCount, writer);
    }
    writer.at = end;
  }
  addTemplate(all, shapes, featuresOf, featureCount, writer);
}

/** Statistics of the names that share a template, and the mean of their features. */
function addTemplate(
  all: RankedNames,
  { template: members, shapeOf }: GroupShapes,
  featuresOf: FeaturesOf,
  featureCount: number,
  writer: Writer,
): void {
  const names = members.map((i) => all.names[i] ?? '');
  const shapes = names.slice(0, LONGEST_PREFIX).map(shapeOf);
  const logits = members.map((i) => all.logits[i] ?? 0);
  writer.add(members.length / 8);
  addPrefix(shapes, { logits }, new PairTable(shapes), writer);
  const pooled = names.slice(0, POOLED).map(featuresOf);
  for (let i = 0; i < featureCount; i++) {
    let sum = 0;
    for (const features of pooled) sum += features[i] ?? 0;
    writer.add(sum / Math.max(1, pooled.length));
  }
}

/** The ranks of the names that weigh most of those that share a template with one of them. */
function templateMembers({ logits }: RankedNames, shapes: readonly NameShape[]): number[] {
  let best: number[] = [];
  let heaviest = 0;
  for (const shape of shapes) {
    const members: number[] = [];
    let weight = 0;
    for (let i = 0; i < shapes.length; i++) {
      const other = shapes[i];
      if (other === undefined || !hasOneTemplate(shape, other)) continue;
      members.push(i);
      weight += Math.max(0, (logits[i] ?? 0) - LEAST_LOGIT);
    }
    if (weight > heaviest) {
      best = members;
      heaviest = weight;
    }
  }
  return best;
}

/** Names of one length, or nearly, whose kinds of characters follow each other alike. */
function hasOneTemplate(a: NameShape, b: NameShape): boolean {
  return Math.abs(a.length - b.length) <= 1 && a.pattern === b.pattern;
}

class Writer {
  at = 0;
  readonly #out: Float32Array;

  constructor(out: Float32Array) {
    this.#out = out;
  }

  add(value: number): void {
    this.#out[this.at++] = value;
  }
}

function addList(list: RankedNames, shapes: readonly NameShape[], writer: Writer): void {
  for (const rank of RANKS) writer.add((list.logits[rank] ?? ABSENT) / 4);
  for (const above of SUMMED_ABOVE) {
    let sum = 0;
    for (const logit of list.logits.slice(0, LOOKED_AT)) sum += Math.max(0, logit - above);
    writer.add(Math.log1p(sum) / 2);
  }
  for (const count of list.counts) writer.add(Math.log1p(count) / 2);
  for (const count of list.counts) writer.add(count / Math.max(1, list.total));
  writer.add(Math.log1p(list.total) / 4);
  const pairs = new PairTable(shapes);
  for (const prefix of PREFIXES) addPrefix(shapes.slice(0, prefix), list, pairs, writer);
  addCluster(shapes, list, hasOneTemplate, writer);
  addCluster(shapes, list, (a, b) => a.suffix === b.suffix && isAlike(a, b), writer);
}

/** Names of about the same length with the same kinds of characters. */
function isAlike(a: NameShape, b: NameShape): boolean {
  return (
    Math.abs(a.length - b.length) <= 3 &&
    a.digits > 0 === b.digits > 0 &&
    a.hyphens > 0 === b.hyphens > 0
  );
}

const LEAST_LOGIT = -3;

/** The heaviest set of names that resemble one of them. */
function addCluster(
  shapes: readonly NameShape[],
  { logits }: RankedNames,
  resembles: (a: NameShape, b: NameShape) => boolean,
  writer: Writer,
): void {
  let best = { weight: 0, size: 0, sum: 0, strong: 0 };
  for (const shape of shapes) {
    const found = { weight: 0, size: 0, sum: 0, strong: 0 };
    for (let i = 0; i < shapes.length; i++) {
      const other = shapes[i];
      const logit = logits[i] ?? 0;
      if (other === undefined || logit < LEAST_LOGIT || !resembles(shape, other)) continue;
      found.weight += logit - LEAST_LOGIT;
      found.size++;
      found.sum += logit;
      if (logit > 1) found.strong++;
    }
    if (found.weight > best.weight) best = found;
  }
  writer.add(best.weight / 32);
  writer.add(best.size / 8);
  writer.add(best.size === 0 ? 0 : best.sum / best.size / 4);
  writer.add(best.strong / 8);
  writer.add(best.size / Math.max(1, shapes.length));
}

function addPrefix(
  shapes: readonly NameShape[],
  { logits }: { readonly logits: ArrayLike<number> },
  pairs: PairTable,
  writer: Writer,
): void {
  const count = shapes.length;
  const end = writer.at + PER_PREFIX;
  if (count > 0) {
    const spread = (value: (shape: NameShape) => number, scale: number): void => {
      let sum = 0;
      let squares = 0;
      for (const shape of shapes) {
        const number = value(shape) / scale;
        sum += number;
        squares += number * number;
      }
      const mean = sum / count;
      writer.add(mean);
      writer.add(Math.sqrt(Math.max(0, squares / count - mean * mean)));
    };
    spread(({ length }) => length, 12);
    spread(({ vowels }) => vowels, 0.5);
    spread(({ digits }) => digits, 0.5);
    spread(({ consonantRun }) => consonantRun, 6);
    spread(({ entropy }) => entropy, 3);
    spread(({ firstDigit }) => firstDigit, 1);
    spread(({ suffix }) => suffix.length, 6);
    writer.add(shapes.filter(({ hyphens }) => hyphens > 0).length / count);
    writer.add(largest(shapes.map(({ suffix }) => suffix)) / count);
    writer.add(new Set(shapes.map(({ suffix }) => suffix)).size / count);
    writer.add(largest(shapes.map(({ length }) => length)) / count);
    writer.add(largest(shapes.map(({ pattern }) => pattern)) / count);
    let letters = 0;
    let figures = 0;
    let characters = 0;
    for (const shape of shapes) {
      letters |= shape.letters;
      figures |= shape.figures;
      characters += shape.length;
    }
    // How many different characters there are beside how many there would be at random.
    writer.add(bitCount(letters) / 26);
    writer.add(bitCount(figures) / 10);
    writer.add((bitCount(letters) + bitCount(figures)) / Math.max(1, Math.min(36, characters)));
    const { pairs: shared, prefix, suffix } = pairs.mean(count);
    writer.add(shared);
    writer.add(prefix);
    writer.add(suffix);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += logits[i] ?? 0;
    writer.add(sum / count / 4);
    writer.add(sharedWindows(shapes, 3));
    writer.add(sharedWindows(shapes, 5));
  }
  writer.at = end;
}

/** The share of the windows of so many characters that more than one label has: words in common. */
function sharedWindows(shapes: readonly NameShape[], length: number): number {
  windowOwners.fill(-1);
  let shared = 0;
  let all = 0;
  shapes.forEach(({ label }, owner) => {
    for (let from = 0; from + length <= label.length; from++) {
      let hash = 0;
      for (let i = from; i < from + length; i++)
        hash = (Math.imul(hash, 41) + label.charCodeAt(i)) | 0;
      all++;
      let slot = (Math.imul(hash, 0x9e3779b1) >>> (32 - WINDOW_BITS)) & WINDOW_MASK;
      while (windowOwners[slot] !== -1 && windowHashes[slot] !== hash)
        slot = (slot + 1) & WINDOW_MASK;
      if (windowOwners[slot] === -1) {
        windowOwners[slot] = owner;
        windowHashes[slot] = hash;
      } else if (windowOwners[slot] !== owner) {
        shared++;
      }
    }
  });
  return shared / Math.max(1, all);
}

/** Who has a window first, by its hash; room for twice as many as 16 labels of 63 characters have. */
const WINDOW_BITS = 11;
const WINDOW_MASK = 2 ** WINDOW_BITS - 1;
const windowOwners = new Int8Array(2 ** WINDOW_BITS);
const windowHashes = new Int32Array(2 ** WINDOW_BITS);

/** What every two of the first names have in common. */
class PairTable {
  readonly #shapes: readonly NameShape[];

  constructor(shapes: readonly NameShape[]) {
    this.#shapes = shapes;
  }

  /** Means over the pairs of the first `count` names; shared ends as shares of the shorter label. */
  mean(count: number): { pairs: number; prefix: number; suffix: number } {
    let [pairs, prefix, suffix, all] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [this.#shapes[i], this.#shapes[j]];
        if (a === undefined || b === undefined) continue;
        const shorter = Math.max(1, Math.min(a.length, b.length));
        const ends = sharedEnds(a.label, b.label);
        pairs += sharedPairs(a, b);
        prefix += ends.prefix / shorter;
        suffix += ends.suffix / shorter;
        all++;
      }
    }
    const size = Math.max(1, all);
    return { pairs: pairs / size, prefix: prefix / size, suffix: suffix / size };
  }
}

function largest(values: readonly (string | number)[]): number {
  const counts = new Map<string | number, number>();
  let most = 0;
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (count > most) most = count;
  }
  return most;
}

function addPooled(
  list: readonly string[],
  featuresOf: FeaturesOf,
  featureCount: number,
  writer: Writer,
): void {
  const first = list.map(featuresOf);
  const count = Math.max(1, first.length);
  const means = new Float64Array(featureCount);
  for (const features of first)
    for (let i = 0; i < featureCount; i++) means[i] = (means[i] ?? 0) + (features[i] ?? 0) / count;
  for (const mean of means) writer.add(mean);
  for (let i = 0; i < featureCount; i++) {
    let squares = 0;
    for (const features of first) squares += ((features[i] ?? 0) - (means[i] ?? 0)) ** 2;
    writer.add(Math.sqrt(squares / count));
  }
}
