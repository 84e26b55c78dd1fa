import { degasEncoding, encode } from './encoding.ts';

const FIRST_PRINTABLE = 33;
const LAST_PRINTABLE = 126;

/** ASCII by code of the published encoding; a code of no single character is `?`. */
const CHARACTER_OF_CODE = (() => {
  const characters = new Uint8Array(degasEncoding.vocabulary).fill('?'.charCodeAt(0));
  for (let unit = FIRST_PRINTABLE; unit <= LAST_PRINTABLE; unit++) {
    const character = String.fromCharCode(unit);
    if (character !== character.toLowerCase()) continue;
    const code = encode(character).at(-1) ?? 0;
    if (code < degasEncoding.vocabulary - 1) characters[code] = unit;
  }
  return characters;
})();

const TEXT_OF_CODE = Array.from(CHARACTER_OF_CODE, (unit) => String.fromCharCode(unit));

/** Returns the ASCII character of a code of the published encoding, as a character code; `?` where it has none. */
export function characterOfCode(code: number): number {
  return CHARACTER_OF_CODE[code] ?? '?'.charCodeAt(0);
}

/**
 * Returns the name that a row of codes of the published encoding stands for. Padding and the digit 0 share a code, so
 * zeros at the front of a name are lost, and so is what went beyond 75 characters.
 */
export function decode(codes: Int32Array | Uint8Array): string {
  let at = 0;
  while (codes[at] === 0) at++;
  let name = '';
  for (; at < codes.length; at++) name += TEXT_OF_CODE[codes[at] ?? 0] ?? '?';
  return name;
}
