import { grown } from './grown.ts';

/** Words of 32 bits in a page. */
const PAGE_BITS = 20;
const PAGE_WORDS = 2 ** PAGE_BITS;
const PAGE_MASK = PAGE_WORDS - 1;

const NO_PAGE = new Uint32Array(0);

/** The largest block has 2 to this power words. */
export const LARGEST_CLASS = 12;

/** Words of the first page at first: there may be one client alone. */
const FEWEST_WORDS = 2 ** LARGEST_CLASS;

/** Blocks of 2^c words for millions of small tables, so that none is an object of its own. */
export class WordArena {
  readonly #pages: Uint32Array[] = [];
  readonly #free: number[][] = Array.from({ length: LARGEST_CLASS + 1 }, () => []);
  #end = 0;
  #held = 0;

  /** Bytes that are held. */
  get byteLength(): number {
    return this.#held * 4;
  }

  /** Returns where a block of 2^`sizeClass` words begins; all are 0. */
  allocate(sizeClass: number): number {
    const size = 1 << sizeClass;
    const at = this.#free[sizeClass]?.pop();
    if (at !== undefined) {
      const from = at & PAGE_MASK;
      this.page(at).fill(0, from, from + size);
      return at;
    }
    // Blocks are aligned to their size, so none lies across two pages.
    this.#end = Math.ceil(this.#end / size) * size;
    const begin = this.#end;
    this.#end += size;
    if (this.#end > this.#held) this.#grow();
    return begin;
  }

  /** Frees all blocks; the memory is kept for new ones. */
  clear(): void {
    for (let page = 0; page * PAGE_WORDS < this.#end; page++)
      this.#pages[page]?.fill(0, 0, Math.min(PAGE_WORDS, this.#end - page * PAGE_WORDS));
    for (const blocks of this.#free) blocks.length = 0;
    this.#end = 0;
  }

  free(at: number, sizeClass: number): void {
    this.#free[sizeClass]?.push(at);
  }

  /** The page that a block lies in, from `offsetIn` on; until more is allocated. */
  page(at: number): Uint32Array {
    return this.#pages[at >>> PAGE_BITS] ?? NO_PAGE;
  }

  #grow(): void {
    if (this.#held >= PAGE_WORDS) {
      this.#pages.push(new Uint32Array(PAGE_WORDS));
      this.#held += PAGE_WORDS;
      return;
    }
    this.#held = Math.max(FEWEST_WORDS, 2 * this.#held);
    this.#pages[0] = grown(this.#pages[0] ?? NO_PAGE, this.#held);
  }
}

/** Where in its page a word lies. */
export function offsetIn(at: number): number {
  return at & PAGE_MASK;
}
