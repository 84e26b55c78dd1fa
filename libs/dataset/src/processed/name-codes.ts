import { characterOfCode, degasEncoding } from '@degas/features';

/** The length of the longest name in DNS, which fits in a byte. */
export const LONGEST_NAME = 255;

/** The codes of whole names in the published encoding: neither cut to the last 75 nor padded. */
export class NameCodes {
  readonly #window = new Uint8Array(degasEncoding.length);
  readonly #text = Buffer.alloc(LONGEST_NAME);

  /** Writes the codes of `name` into `out` from `offset`: as many as it has characters. */
  encode(name: string, out: Uint8Array, offset: number): void {
    const { length } = degasEncoding;
    for (let start = 0; start < name.length; start += length) {
      const part = name.length <= length ? name : name.slice(start, start + length);
      degasEncoding.encodeInto(part, this.#window, 0);
      out.set(this.#window.subarray(length - part.length), offset + start);
    }
  }

  /** Returns the name with the codes from `start` to `end`; a character without a code of its own is returned as `?`. */
  decode(codes: Uint8Array, start: number, end: number): string {
    for (let at = start; at < end; at++) {
      this.#text[at - start] = characterOfCode(codes[at] ?? 0);
    }
    return this.#text.toString('latin1', 0, end - start);
  }
}
