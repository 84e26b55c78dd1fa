import type { Encoding } from './encoding.ts';

const LENGTH = 64;

/** Code of the padding before a name; no character has it. */
export const PADDING_CODE = 0;
/** Code of a name's beginning: n-grams that hold it are those of the first characters. */
export const START_CODE = 1;
const UNKNOWN_CODE = 2;
/** Training puts it in place of a suffix's characters; no name is encoded to it. */
export const MASK_CODE = 3;
/** Code of a dot: the first one ends the label that was registered, what follows is its suffix. */
export const DOT_CODE = 4;

const FIRST_CHARACTER_CODE = DOT_CODE;
const ALPHABET = '.-_0123456789abcdefghijklmnopqrstuvwxyz';

const CODE_OF_ASCII = Uint8Array.from({ length: 128 }, (_, unit) => {
  const index = ALPHABET.indexOf(String.fromCharCode(unit).toLowerCase());
  return index < 0 ? UNKNOWN_CODE : FIRST_CHARACTER_CODE + index;
});

/**
 * The encoding of registrable names: lower case, a start code and the last 63 UTF-16 units, padded on the left with a code
 * that no character shares, so that a network sees where a name begins.
 */
export const registrableEncoding: Encoding = {
  name: 'registrable',
  version: 1,
  length: LENGTH,
  vocabulary: FIRST_CHARACTER_CODE + ALPHABET.length,
  encodeInto(name, out, offset) {
    const kept = Math.min(name.length, LENGTH - 1);
    const first = offset + LENGTH - kept;
    out.fill(PADDING_CODE, offset, first - 1);
    out[first - 1] = START_CODE;
    for (let i = 0; i < kept; i++) {
      const unit = name.charCodeAt(name.length - kept + i);
      out[first + i] = unit < 128 ? (CODE_OF_ASCII[unit] ?? UNKNOWN_CODE) : UNKNOWN_CODE;
    }
  },
};
