import type { Steps } from './steps.ts';

/**
 * A list of rows of as many whole numbers each, all of one byte: what rows of codes are. They are read from a body's
 * bytes, as a list for each row, let alone a text of all, costs more than to score the rows.
 */
export class CodeRows implements Iterable<readonly number[]> {
  /** Row by row, `width` to a row. */
  readonly codes: Uint8Array;
  readonly width: number;
  /** The highest of the codes. */
  readonly highest: number;

  constructor(codes: Uint8Array, width: number, highest: number) {
    this.codes = codes;
    this.width = width;
    this.highest = highest;
  }

  /** Number of rows. */
  get length(): number {
    return this.codes.length / this.width;
  }

  *[Symbol.iterator](): Generator<readonly number[]> {
    for (let from = 0; from < this.codes.length; from += this.width) {
      yield Array.from(this.codes.subarray(from, from + this.width));
    }
  }
}

const ROWS_PER_STEP = 2048;

const [OPEN, CLOSE, COMMA, ZERO, NINE] = [91, 93, 44, 48, 57];
const MAX_CODE = 255;

/** Returns the rows of the list that starts at a byte, and the byte behind it; null where it is another list. */
export function* readingCodeRows(
  bytes: Uint8Array,
  from: number,
): Steps<{ rows: CodeRows; end: number } | null> {
  // A number and what follows it are two bytes at least.
  const codes = Buffer.allocUnsafe((bytes.length - from) >> 1);
  let count = 0;
  let width = 0;
  let highest = 0;
  let at = skipSpace(bytes, from + 1);
  for (let row = 1; ; row++) {
    if (row % ROWS_PER_STEP === 0) yield;
    if (bytes[at] !== OPEN) return null;
    const start = count;
    do {
      at = skipSpace(bytes, at + 1);
      let unit = bytes[at] ?? 0;
      if (unit < ZERO || unit > NINE) return null;
      let code = unit - ZERO;
      for (unit = bytes[++at] ?? 0; unit >= ZERO && unit <= NINE; unit = bytes[++at] ?? 0) {
        if (code === 0) return null;
        code = code * 10 + unit - ZERO;
        if (code > MAX_CODE) return null;
      }
      codes[count++] = code;
      if (code > highest) highest = code;
      if (unit !== COMMA) at = skipSpace(bytes, at);
    } while (bytes[at] === COMMA);
    if (bytes[at] !== CLOSE) return null;
    if (row === 1) width = count;
    if (count - start !== width) return null;
    at = skipSpace(bytes, at + 1);
    if (bytes[at] === CLOSE) break;
    if (bytes[at] !== COMMA) return null;
    at = skipSpace(bytes, at + 1);
  }
  return { rows: new CodeRows(codes.subarray(0, count), width, highest), end: at + 1 };
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let unit = bytes[at]; unit === 32 || unit === 10 || unit === 13 || unit === 9;) {
    unit = bytes[++at];
  }
  return at;
}
