/** Statistics of one registrable name that a set of names is compared by. */
export interface NameShape {
  readonly name: string;
  readonly suffix: string;
  /** Characters of the label that was registered, with which the name begins. */
  readonly length: number;
  /** Shares of the label's characters, from 0 to 1. */
  readonly vowels: number;
  readonly digits: number;
  readonly hyphens: number;
  /** Consonants beside each other, at most. */
  readonly consonantRun: number;
  /** Shannon entropy of the label's characters, in bits. */
  readonly entropy: number;
  /** Where the first digit is, from 0 at the beginning; 1 without a digit. */
  readonly firstDigit: number;
  /** Which kinds of characters follow each other: `a`, `a9`, `9a9`, `a-a` …, as a number. */
  readonly pattern: number;
  /** Bit i: whether the label has letter i, then the ten digits in bits 26 to 35 as a second word. */
  readonly letters: number;
  readonly figures: number;
  /** The label's pairs of characters, marked by their hash in four words of 32 bits, and how many marks there are. */
  readonly pairs0: number;
  readonly pairs1: number;
  readonly pairs2: number;
  readonly pairs3: number;
  readonly pairCount: number;
}

const VOWELS = bitsOf('aeiouy');
/** How often each character was met; all 0 between calls. */
const counts = new Uint8Array(128);
/** Marks of pairs while a name is looked at. */
const pairs = new Int32Array(4);
/** n · log2 n, for the entropy of up to 64 equal characters. */
const timesLog = Float64Array.from({ length: 256 }, (_, n) => (n < 2 ? 0 : n * Math.log2(n)));

/** Returns the statistics of a registrable name. */
export function nameShape(registrable: string): NameShape {
  const dot = registrable.indexOf('.');
  const length = dot < 0 ? registrable.length : dot;
  pairs.fill(0);
  let vowels = 0;
  let digits = 0;
  let hyphens = 0;
  let run = 0;
  let consonantRun = 0;
  let firstDigit = length;
  let letters = 0;
  let figures = 0;
  let pattern = 0;
  let kind = 0;
  let before = -1;
  for (let i = 0; i < length; i++) {
    const code = registrable.charCodeAt(i);
    const at = code & 127;
    counts[at] = (counts[at] ?? 0) + 1;
    let now = 3;
    let isConsonant = false;
    if (code >= 97 && code <= 122) {
      const bit = 1 << (code - 97);
      letters |= bit;
      now = 1;
      if ((VOWELS & bit) === 0) isConsonant = true;
      else vowels++;
    } else if (code >= 48 && code <= 57) {
      figures |= 1 << (code - 48);
      now = 2;
      digits++;
      if (firstDigit === length) firstDigit = i;
    } else if (code === 45) {
      hyphens++;
    }
    run = isConsonant ? run + 1 : 0;
    if (run > consonantRun) consonantRun = run;
    // A long alternation of kinds ends in one pattern.
    if (now !== kind && pattern < 4 ** 5) pattern = 4 * pattern + now;
    kind = now;
    if (before >= 0) {
      const hash = Math.imul((before << 7) ^ code, 0x9e3779b1) >>> 25;
      pairs[hash >>> 5] = (pairs[hash >>> 5] ?? 0) | (1 << (hash & 31));
    }
    before = code;
  }
  const size = Math.max(1, length);
  let repeated = 0;
  for (let i = 0; i < length; i++) {
    const at = registrable.charCodeAt(i) & 127;
    repeated += timesLog[counts[at] ?? 0] ?? 0;
    counts[at] = 0;
  }
  const entropy = Math.log2(size) - repeated / size;
  const pairs0 = pairs[0] ?? 0;
  const pairs1 = pairs[1] ?? 0;
  const pairs2 = pairs[2] ?? 0;
  const pairs3 = pairs[3] ?? 0;
  return {
    name: registrable,
    suffix: registrable.slice(length + 1),
    length,
    vowels: vowels / size,
    digits: digits / size,
    hyphens: hyphens / size,
    consonantRun,
    entropy,
    firstDigit: firstDigit / size,
    pattern,
    letters,
    figures,
    pairs0,
    pairs1,
    pairs2,
    pairs3,
    pairCount: bitCountOfFour(pairs0, pairs1, pairs2, pairs3),
  };
}

/** Returns how much of their pairs of characters two labels share, from 0 to 1. */
export function sharedPairs(a: NameShape, b: NameShape): number {
  const both = bitCountOfFour(
    a.pairs0 & b.pairs0,
    a.pairs1 & b.pairs1,
    a.pairs2 & b.pairs2,
    a.pairs3 & b.pairs3,
  );
  return both === 0 ? 0 : both / (a.pairCount + b.pairCount - both);
}

/** Returns how many characters two labels begin with alike. */
export function sharedBeginning(a: NameShape, b: NameShape): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.name.charCodeAt(shared) === b.name.charCodeAt(shared)) shared++;
  return shared;
}

/** Returns how many characters two labels end with alike, those aside that they begin with alike. */
export function sharedEnd(a: NameShape, b: NameShape, beginning: number): number {
  const most = Math.min(a.length, b.length) - beginning;
  let shared = 0;
  while (
    shared < most &&
    a.name.charCodeAt(a.length - 1 - shared) === b.name.charCodeAt(b.length - 1 - shared)
  )
    shared++;
  return shared;
}

/** Returns the number of bits that are set. */
export function bitCount(word: number): number {
  const bits = ofFours(word);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The same of four words: two by two their counts have room in one. */
function bitCountOfFour(a: number, b: number, c: number, d: number): number {
  const [first, second] = [ofFours(a) + ofFours(b), ofFours(c) + ofFours(d)];
  const bytes =
    (first & 0x0f0f0f0f) + ((first >>> 4) & 0x0f0f0f0f) + (second & 0x0f0f0f0f) + ((second >>> 4) & 0x0f0f0f0f); // prettier-ignore
  return Math.imul(bytes, 0x01010101) >>> 24;
}

/** For every four bits, how many of them are set. */
function ofFours(word: number): number {
  const bits = word - ((word >>> 1) & 0x55555555);
  return (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
}

function bitsOf(letters: string): number {
  return Array.from(letters).reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) - 97)), 0);
}
