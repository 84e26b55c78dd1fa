/** Bytes of a slot: a name's length, then its characters. */
const SLOT = 64;

/**
 * Scores of recent names: one slot for each value of a hash, which holds the last name that had it. Names are kept in one
 * array of bytes, which the garbage collector need not walk, and compared in full, so that no other name gets a score; a
 * name that is longer than a slot or not ASCII is not remembered.
 */
export class ScoreCache {
  readonly #names: Uint8Array;
  readonly #scores: Float32Array;
  #hits = 0;

  constructor(capacity: number) {
    this.#names = new Uint8Array(capacity * SLOT);
    this.#scores = new Float32Array(capacity);
  }

  /** Names that the network was spared. */
  get hits(): number {
    return this.#hits;
  }

  countHit(): void {
    this.#hits++;
  }

  get(name: string): number | undefined {
    const slot = this.#slotOf(name);
    const at = slot * SLOT;
    if (slot < 0 || this.#names[at] !== name.length) return undefined;
    for (let i = 0; i < name.length; i++) {
      if (this.#names[at + 1 + i] !== name.charCodeAt(i)) return undefined;
    }
    return this.#scores[slot];
  }

  set(name: string, score: number): void {
    const slot = this.#slotOf(name);
    if (slot < 0) return;
    const at = slot * SLOT;
    this.#names[at] = name.length;
    for (let i = 0; i < name.length; i++) this.#names[at + 1 + i] = name.charCodeAt(i);
    this.#scores[slot] = score;
  }

  /** Returns a slot by FNV-1a over the characters, its bits mixed once more; −1 for a name that no slot can hold. */
  #slotOf(name: string): number {
    const { length } = name;
    if (this.#scores.length === 0 || length === 0 || length >= SLOT) return -1;
    let hash = 0x811c9dc5;
    let all = 0;
    for (let i = 0; i < length; i++) {
      const unit = name.charCodeAt(i);
      all |= unit;
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    if (all > 127) return -1;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return ((hash ^ (hash >>> 13)) >>> 0) % this.#scores.length;
  }
}
