/** Text in what it is written in; bytes that are not of it become U+DC80 to U+DCFF, which no UTF-8 text holds. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What an undecodable byte is added to (the lone surrogates that Python calls `surrogateescape`). */
const ESCAPE = 0xdc00;

/**
 * Decodes a text in pieces: UTF-8 and UTF-16 by their mark, UTF-16 also by the zero bytes of its first letters, else
 * UTF-8. Never throws.
 */
export class TextDecoding {
  #encoding: Encoding | null = null;
  #rest: Uint8Array = new Uint8Array(0);
  #decoder: InstanceType<typeof TextDecoder> | null = null;
  #hasEscapes = false;

  /** True once there were bytes that are not text. */
  get hasEscapes(): boolean {
    return this.#hasEscapes;
  }

  /** The text of the next bytes; what is not a whole character yet waits. */
  decode(bytes: Uint8Array): string {
    const block = this.#rest.length === 0 ? bytes : concatenated(this.#rest, bytes);
    this.#rest = new Uint8Array(0);
    if (this.#encoding === null) {
      if (block.length < 4) {
        this.#rest = block.slice();
        return '';
      }
      return this.#begin(block);
    }
    return this.#continue(block);
  }

  /** The text of what still waits. */
  end(): string {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    if (this.#encoding === null) return rest.length === 0 ? '' : this.#begin(rest) + this.end();
    if (this.#decoder !== null) return this.#decoder.decode(rest);
    return this.#utf8(rest);
  }

  #begin(block: Uint8Array): string {
    const [encoding, mark] = encodingOf(block);
    this.#encoding = encoding;
    if (encoding !== 'utf-8') this.#decoder = new TextDecoder(encoding);
    return this.#continue(block.subarray(mark));
  }

  #continue(block: Uint8Array): string {
    if (this.#decoder !== null) return this.#decoder.decode(block, { stream: true });
    const end = wholeCharacters(block);
    if (end < block.length) this.#rest = block.slice(end);
    return this.#utf8(end === block.length ? block : block.subarray(0, end));
  }

  #utf8(bytes: Uint8Array): string {
    try {
      return strict.decode(bytes);
    } catch {
      this.#hasEscapes = true;
      return decodeWithEscapes(bytes);
    }
  }
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function encodingOf(bytes: Uint8Array): readonly [Encoding, mark: number] {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return ['utf-8', 3];
  if (a === 0xff && b === 0xfe) return ['utf-16le', 2];
  if (a === 0xfe && b === 0xff) return ['utf-16be', 2];
  if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
    if (a > 0 && b === 0 && c > 0 && d === 0) return ['utf-16le', 0];
    if (a === 0 && b > 0 && c === 0 && d > 0) return ['utf-16be', 0];
  }
  return ['utf-8', 0];
}

/** Where the last whole character ends: a block may cut one of up to four bytes. */
function wholeCharacters(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? length - back : length;
  }
  return length;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes runs that are UTF-8 and escapes the bytes between them. */
function decodeWithEscapes(bytes: Uint8Array): string {
  let text = '';
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const size = characterSize(bytes, at);
    if (size > 0) {
      at += size;
      continue;
    }
    text += strict.decode(bytes.subarray(start, at));
    text += String.fromCharCode(ESCAPE + (bytes[at] ?? 0));
    start = ++at;
  }
  return text + strict.decode(bytes.subarray(start));
}

/** The bytes of the UTF-8 character at a position; 0 where there is none. */
function characterSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  for (let i = 1; i < size; i++) {
    const byte = bytes[at + i] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  const isOverlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const isOutside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return isOverlong || isOutside ? 0 : size;
}
