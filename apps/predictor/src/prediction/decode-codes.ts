import { degasEncoding, encode } from '@degas/features';

/** The characters of the codes, learned from the encoding itself; a code of no single character stays a `?`. */
const CHARACTERS = (() => {
  const characters = new Array<string>(degasEncoding.vocabulary).fill('?');
  for (const character of 'zyxwvutsrqponmlkjihgfedcba_/.-:9876543210') {
    characters[encode(character).at(-1) ?? 0] = character;
  }
  return characters;
})();

/**
 * The name that a row of the original encoding stands for. Padding and the digit 0 share a code, so zeros at the
 * front of a name are lost, and so is what went beyond 75 characters.
 */
export function decodeCodes(row: Int32Array): string {
  const start = row.findIndex((code) => code !== 0);
  if (start < 0) return '';
  return Array.from(row.subarray(start), (code) => CHARACTERS[code] ?? '?').join('');
}
