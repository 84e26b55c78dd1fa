import { degasEncoding } from '@degas/features';

/** The longest name that DNS has, and that one byte counts. */
export const LONGEST_NAME = 255;

/** A name's codes in the published encoding, all of them: neither cut to the last 75 nor padded. */
export class NameCodes {
  readonly #window = new Uint8Array(degasEncoding.length);
  readonly #text = Buffer.alloc(LONGEST_NAME);
  readonly #characters = charactersByCode();

  /** Writes the codes of `name` into `out` from `offset`: as many as it has characters. */
  encode(name: string, out: Uint8Array, offset: number): void {
    const { length } = degasEncoding;
    for (let start = 0; start < name.length; start += length) {
      const part = name.length <= length ? name : name.slice(start, start + length);
      degasEncoding.encodeInto(part, this.#window, 0);
      out.set(this.#window.subarray(length - part.length), offset + start);
    }
  }

  /** The name that has the codes from `start` to `end`; what has no code of its own comes back as `?`. */
  decode(codes: Uint8Array, start: number, end: number): string {
    for (let at = start; at < end; at++) {
      this.#text[at - start] = this.#characters[codes[at] ?? 0] ?? 0;
    }
    return this.#text.toString('latin1', 0, end - start);
  }
}

/** The alphabet, asked of the encoding itself: ASCII by code. */
function charactersByCode(): Uint8Array {
  const characters = new Uint8Array(degasEncoding.vocabulary).fill('?'.charCodeAt(0));
  const codes = new Uint8Array(degasEncoding.length);
  for (let unit = 33; unit < 127; unit++) {
    const character = String.fromCharCode(unit);
    if (character !== character.toLowerCase()) continue;
    degasEncoding.encodeInto(character, codes, 0);
    const code = codes.at(-1) ?? 0;
    if (code < degasEncoding.vocabulary - 1) characters[code] = unit;
  }
  return characters;
}
