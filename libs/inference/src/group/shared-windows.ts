import type { NameShape } from './name-shape.ts';

/** Room for twice as many windows as 16 labels of 63 characters have. */
const SLOT_BITS = 11;
const SLOT_MASK = 2 ** SLOT_BITS - 1;

/** Counts windows of so many characters that more than one label has: words in common. */
export class SharedWindows {
  readonly #length: number;
  /** What the hash has of a character that is so far back. */
  readonly #ofLeaving: number;
  /** Who has a window first, by its hash; -1 where nobody has. */
  readonly #owners = new Int8Array(2 ** SLOT_BITS).fill(-1);
  readonly #hashes = new Int32Array(2 ** SLOT_BITS);
  #shared = 0;
  #all = 0;

  constructor(length: number) {
    this.#length = length;
    let power = 1;
    for (let i = 0; i < length; i++) power = Math.imul(power, 41);
    this.#ofLeaving = power;
  }

  /** The share of the windows that a label before had. */
  get share(): number {
    return this.#shared / Math.max(1, this.#all);
  }

  /** Takes a label in, the owner's; of up to 16 owners. */
  add({ name, length: characters }: NameShape, owner: number): void {
    const length = this.#length;
    const ofLeaving = this.#ofLeaving;
    const owners = this.#owners;
    const hashes = this.#hashes;
    let hash = 0;
    for (let i = 0; i < characters; i++) {
      hash = (Math.imul(hash, 41) + name.charCodeAt(i)) | 0;
      if (i >= length) hash = (hash - Math.imul(name.charCodeAt(i - length), ofLeaving)) | 0;
      if (i < length - 1) continue;
      this.#all++;
      let slot = (Math.imul(hash, 0x9e3779b1) >>> (32 - SLOT_BITS)) & SLOT_MASK;
      while (owners[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & SLOT_MASK;
      if (owners[slot] === -1) {
        owners[slot] = owner;
        hashes[slot] = hash;
      } else if (owners[slot] !== owner) {
        this.#shared++;
      }
    }
  }

  clear(): void {
    this.#owners.fill(-1);
    this.#shared = 0;
    this.#all = 0;
  }
}
