/** How a name becomes the integers that a network reads. Its name and version go into every manifest. */
export interface Encoding {
  readonly name: string;
  readonly version: number;
  /** Codes per name. */
  readonly length: number;
  /** Codes are below this. */
  readonly vocabulary: number;
  /** Writes the `length` codes of `name` into `out` from `offset`. */
  encodeInto(name: string, out: Uint8Array | Int32Array, offset: number): void;
}

const ALPHABET = '0123456789:-./_abcdefghijklmnopqrstuvwxyz';
const LENGTH = 75;
/** Any character outside the alphabet. */
const UNKNOWN = ALPHABET.length;

const CODE_OF_ASCII = Uint8Array.from({ length: 128 }, (_, unit) => {
  const code = ALPHABET.indexOf(String.fromCharCode(unit).toLowerCase());
  return code < 0 ? UNKNOWN : code;
});

/**
 * The published encoding of the original Degas, which clients of its service send: lower case, the last
 * 75 characters, padded with 0 on the left, alphabet numbered from 0 (so `0` and padding share code 0), unknown → 41.
 * A character is a Unicode code point, as in the original's Python.
 */
export const degasEncoding: Encoding = {
  name: 'degas',
  version: 1,
  length: LENGTH,
  vocabulary: UNKNOWN + 1,
  encodeInto(name, out, offset) {
    let position = offset + LENGTH - 1;
    for (let i = name.length - 1; i >= 0 && position >= offset; i--) {
      const unit = name.charCodeAt(i);
      if (unit < 128) {
        out[position--] = CODE_OF_ASCII[unit] ?? UNKNOWN;
      } else {
        encodeCodePoints(name.slice(0, i + 1), out, offset, position);
        return;
      }
    }
    out.fill(0, offset, position + 1);
  },
};

/** The rare path: lower-casing a non-ASCII character may change how many characters there are. */
function encodeCodePoints(
  name: string,
  out: Uint8Array | Int32Array,
  offset: number,
  last: number,
): void {
  const points = Array.from(name.slice(-2 * LENGTH).toLowerCase());
  let position = last;
  for (let i = points.length - 1; i >= 0 && position >= offset; i--) {
    const unit = (points[i] ?? '').codePointAt(0) ?? 0;
    out[position--] = unit < 128 ? (CODE_OF_ASCII[unit] ?? UNKNOWN) : UNKNOWN;
  }
  out.fill(0, offset, position + 1);
}

/** The codes of one name. */
export function encode(name: string, encoding: Encoding = degasEncoding): Uint8Array {
  const codes = new Uint8Array(encoding.length);
  encoding.encodeInto(name, codes, 0);
  return codes;
}
