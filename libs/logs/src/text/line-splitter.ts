/** No record of a text format is longer; a file without line ends must not fill the memory. */
export const MAX_LINE = 1 << 20;

/** What is kept of a longer line, to show it. */
const KEPT = 256;

/** Takes one line, without its end; not whole where it was too long and only its beginning is there. */
export type TakeLine = (line: string, isWhole: boolean) => void;

/** The mark that each of several files may begin with, when they were put one behind another. */
const MARK = '\ufeff';

/** Cuts text that comes in pieces into lines that end with LF, CRLF or, in files of mixed origin, CR alone. */
export class LineSplitter {
  readonly #end: '\n' | '\r';
  readonly #take: TakeLine;
  #rest = '';
  #isTooLong = false;

  constructor(end: '\n' | '\r', take: TakeLine) {
    this.#end = end;
    this.#take = take;
  }

  push(text: string): void {
    const end = this.#end;
    let stop = text.indexOf(end);
    if (stop < 0) {
      this.#keep(text);
      return;
    }
    let start = 0;
    const isOdd = text.includes('\r') || text.includes(MARK);
    if (this.#rest !== '' || this.#isTooLong) {
      this.#keep(text.slice(0, stop));
      this.#finish();
      start = stop + 1;
      stop = text.indexOf(end, start);
    }
    while (stop >= 0) {
      if (isOdd) this.#takeAll(text.slice(start, stop));
      else if (stop - start > MAX_LINE) this.#take(text.slice(start, start + KEPT), false);
      else this.#take(text.slice(start, stop), true);
      start = stop + 1;
      stop = text.indexOf(end, start);
    }
    if (start < text.length) this.#keep(text.slice(start));
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#rest !== '' || this.#isTooLong) this.#finish();
  }

  #keep(text: string): void {
    if (this.#isTooLong) return;
    const rest = this.#rest + text;
    this.#isTooLong = rest.length > MAX_LINE + 1;
    this.#rest = this.#isTooLong ? rest.slice(0, KEPT) : rest;
  }

  #finish(): void {
    const line = this.#rest;
    const isWhole = !this.#isTooLong && line.length - (line.endsWith('\r') ? 1 : 0) <= MAX_LINE;
    this.#rest = '';
    this.#isTooLong = false;
    if (!isWhole) this.#take(line.slice(0, KEPT), false);
    else this.#takeAll(line);
  }

  /** A line without its CR, or several where others are inside. */
  #takeAll(line: string): void {
    let end = line.length;
    while (end > 0 && line.charCodeAt(end - 1) === 13) end--;
    let start = 0;
    while (start < end && line.charCodeAt(start) === 0xfeff) start++;
    const text = end - start === line.length ? line : line.slice(start, end);
    if (text.length > MAX_LINE) this.#take(text.slice(0, KEPT), false);
    else if (text.includes('\r')) for (const part of text.split('\r')) this.#take(part, true);
    else this.#take(text, true);
  }
}
