/** A line may have this many characters; of a longer one nothing is kept. */
export const LONGEST_LINE = 1 << 20;

/** Cuts bytes that come in pieces into lines; a line that is too long is null. Holds no more than one line. */
export class LineCutter {
  readonly #decoder = new TextDecoder();
  #rest = '';
  #isTooLong = false;

  /** Returns the lines that are complete, without their ends (LF or CRLF). */
  take(bytes: Uint8Array): (string | null)[] {
    return this.#cut(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Returns what is left, which needs no line end. */
  end(): (string | null)[] {
    const lines = this.#cut(this.#decoder.decode());
    if (this.#rest !== '' || this.#isTooLong) lines.push(this.#finish(''));
    return lines;
  }

  #cut(text: string): (string | null)[] {
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    const lines = pieces.map((piece) => this.#finish(piece));
    if (this.#rest.length + last.length > LONGEST_LINE) {
      this.#isTooLong = true;
      this.#rest = '';
    } else if (!this.#isTooLong) this.#rest += last;
    return lines;
  }

  #finish(piece: string): string | null {
    const line = this.#rest + piece;
    const isTooLong = this.#isTooLong || line.length > LONGEST_LINE;
    this.#rest = '';
    this.#isTooLong = false;
    if (isTooLong) return null;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
