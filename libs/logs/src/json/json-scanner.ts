import { MAX_LINE } from '../text/line-splitter.ts';

/** Whole documents one behind another, or the elements of the arrays that a document has on its outermost levels. */
export type JsonFrame = 'documents' | 'elements';

/** Takes the text of one value and the line it begins on; `null` where it was longer than 1 MiB or cut off. */
export type TakeValue = (
  text: string | null,
  line: number,
  problem: 'too_long' | 'cut_off' | null,
) => void;

/** Arrays deeper than this are part of a record, not around it. */
const MAX_WRAPPING = 3;

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Finds where the values of JSON text begin and end, whatever pieces it comes in, so that an array of any size is read one
 * element at a time; `JSON.parse` reads the values themselves.
 */
export class JsonScanner {
  readonly #frame: JsonFrame;
  readonly #take: TakeValue;
  #line = 1;
  /** How many brackets are open, and at which depth values begin; -1 outside of all arrays. */
  #depth = 0;
  #level: number;
  #isInString = false;
  #isEscaped = false;
  /** The beginning of a value that goes on in the next piece. */
  #held = '';
  #isInValue = false;
  #isScalar = false;
  #isTooLong = false;
  #valueLine = 1;

  constructor(frame: JsonFrame, take: TakeValue) {
    this.#frame = frame;
    this.#take = take;
    this.#level = frame === 'documents' ? 0 : -1;
  }

  push(text: string): void {
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10) this.#line++;
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (unit === BACKSLASH) this.#isEscaped = true;
        else if (unit === QUOTE) {
          this.#isInString = false;
          if (this.#isInValue && this.#depth === this.#level)
            start = this.#close(text, start, i + 1);
        } else if (unit === 10) {
          // No string goes over a line end: one was cut off, and what follows is read for itself.
          this.#isInString = false;
          start = this.#breakOff(text, start, i);
        }
        continue;
      }
      if (unit === QUOTE) {
        if (this.#isScalar) start = this.#close(text, start, i);
        this.#isInString = true;
        start = this.#open(start, i);
      } else if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
        if (this.#isScalar) start = this.#close(text, start, i);
        start = this.#enter(unit, start, i);
      } else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) {
        if (this.#isScalar) start = this.#close(text, start, i);
        start = this.#leave(text, start, i);
      } else if (unit === COMMA || unit <= 32) {
        if (this.#isScalar) start = this.#close(text, start, i);
      } else if (!this.#isInValue && this.#depth === this.#level && unit !== 58) {
        start = this.#open(start, i);
        this.#isScalar = true;
      }
    }
    if (this.#isInValue) this.#hold(text.slice(start));
  }

  end(): void {
    if (!this.#isInValue) return;
    if (this.#isScalar) this.#close('', 0, 0);
    else {
      this.#take(this.#held.slice(0, 256), this.#valueLine, 'cut_off');
      this.#reset();
    }
  }

  #open(start: number, at: number): number {
    if (this.#isInValue || this.#depth !== this.#level) return start;
    this.#isInValue = true;
    this.#valueLine = this.#line;
    return at;
  }

  #enter(unit: number, start: number, at: number): number {
    const isList = unit === OPEN_LIST;
    let from = start;
    if (this.#level < 0 && isList && this.#depth <= MAX_WRAPPING) {
      this.#level = this.#depth + 1;
    } else if (this.#depth === this.#level) from = this.#open(start, at);
    this.#depth++;
    return from;
  }

  #leave(text: string, start: number, at: number): number {
    if (this.#depth > 0) this.#depth--;
    if (this.#isInValue && this.#depth === this.#level) return this.#close(text, start, at + 1);
    if (this.#frame === 'elements' && this.#depth < this.#level) this.#level = -1;
    return start;
  }

  #close(text: string, start: number, end: number): number {
    if (this.#isTooLong) this.#take(this.#held.slice(0, 256), this.#valueLine, 'too_long');
    else {
      const value =
        this.#held === '' ? text.slice(start, end) : this.#held + text.slice(start, end);
      if (value.length > MAX_LINE) this.#take(value.slice(0, 256), this.#valueLine, 'too_long');
      else this.#take(value, this.#valueLine, null);
    }
    this.#reset();
    return end;
  }

  #breakOff(text: string, start: number, end: number): number {
    if (!this.#isInValue) return start;
    this.#hold(text.slice(start, end));
    this.#take(this.#held.slice(0, 256), this.#valueLine, 'cut_off');
    this.#reset();
    this.#depth = Math.max(this.#level, 0);
    return end;
  }

  #hold(text: string): void {
    if (this.#isTooLong) return;
    this.#held += text;
    if (this.#held.length <= MAX_LINE) return;
    this.#isTooLong = true;
    this.#held = this.#held.slice(0, 256);
  }

  #reset(): void {
    this.#held = '';
    this.#isInValue = false;
    this.#isScalar = false;
    this.#isTooLong = false;
  }
}
