const FEWEST_SLOTS = 2 ** 12;
/** Slots that are looked at for a word: more are taken only where somebody chose words of one hash. */
const MOST_PROBES = 64;
/** Words that are looked for together. */
const TOGETHER = 256;

/**
 * Texts that were sent, with their numbers from 1. A table of hashes and numbers: a map of so many texts would look at several of them for each
 * that it finds, all over the memory.
 */
export class SentWords {
  readonly #words: string[] = [];
  /** Hash and number of each word; a number is 0 where a slot is free. */
  #slots = new Int32Array(2 * FEWEST_SLOTS);
  /** Numbers of words that found no slot. */
  readonly #crowded = new Map<string, number>();
  #sent = 0;
  readonly #hashes = new Int32Array(TOGETHER);
  /** Numbers that the words in hand may have. */
  readonly #likely = new Int32Array(TOGETHER);

  get size(): number {
    return this.#words.length;
  }

  /**
   * Writes the number of each word, 0 for none. Most words are far away in the memory: the loops are apart so that the processor fetches the
   * slots of several at a time, then the texts of several, in place of one after another.
   */
  number(words: readonly (string | null)[], numbers: Uint32Array): void {
    const [hashes, likely] = [this.#hashes, this.#likely];
    for (let from = 0; from < words.length; from += TOGETHER) {
      const count = Math.min(TOGETHER, words.length - from);
      for (let i = 0; i < count; i++) hashes[i] = hashOf(words[from + i] ?? '');
      const slots = this.#slots;
      const mask = (slots.length >>> 1) - 1;
      for (let i = 0; i < count; i++) {
        const at = 2 * ((hashes[i] ?? 0) & mask);
        likely[i] = slots[at] === hashes[i] ? (slots[at + 1] ?? 0) : 0;
      }
      for (let i = 0; i < count; i++) {
        const number = likely[i] ?? 0;
        if (number > 0 && this.#words[number - 1]?.length !== words[from + i]?.length)
          likely[i] = 0;
      }
      for (let i = 0; i < count; i++) {
        const word = words[from + i] ?? null;
        const number = likely[i] ?? 0;
        if (word === null) numbers[from + i] = 0;
        else if (number > 0 && this.#words[number - 1] === word) numbers[from + i] = number;
        else numbers[from + i] = this.numberOf(word, hashes[i]);
      }
    }
  }

  numberOf(word: string, hash = hashOf(word)): number {
    const slots = this.#slots;
    const mask = (slots.length >>> 1) - 1;
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const at = 2 * ((hash + probe) & mask);
      const number = slots[at + 1] ?? 0;
      if (number === 0) break;
      if (slots[at] === hash && this.#words[number - 1] === word) return number;
    }
    return (this.#crowded.size > 0 ? this.#crowded.get(word) : undefined) ?? this.#add(word, hash);
  }

  /** Those since the last call. */
  takeNew(): string[] {
    const words = this.#words.slice(this.#sent);
    this.#sent = this.#words.length;
    return words;
  }

  forget(): void {
    this.#words.length = 0;
    this.#slots.fill(0);
    this.#crowded.clear();
    this.#sent = 0;
  }

  #add(asRead: string, hash: number): number {
    // Engines keep a piece of a text as a reference into it: each word that is remembered would keep the whole block of the log.
    const number = this.#words.push(` ${asRead}`.slice(1));
    this.#place(hash, number);
    // No more than every second slot is taken.
    if (4 * number > this.#slots.length) {
      const before = this.#slots;
      this.#slots = new Int32Array(2 * before.length);
      for (let at = 0; at < before.length; at += 2) {
        const held = before[at + 1] ?? 0;
        if (held > 0) this.#place(before[at] ?? 0, held);
      }
    }
    return number;
  }

  #place(hash: number, number: number): void {
    const slots = this.#slots;
    const mask = (slots.length >>> 1) - 1;
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const at = 2 * ((hash + probe) & mask);
      if (slots[at + 1] !== 0) continue;
      slots[at] = hash;
      slots[at + 1] = number;
      return;
    }
    this.#crowded.set(this.#words[number - 1] ?? '', number);
  }
}

/** FNV-1a, mixed as MurmurHash3 does at its end: the low bits say where a word is looked for. */
export function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
