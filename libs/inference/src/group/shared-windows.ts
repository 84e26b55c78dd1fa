import type { NameShape } from './name-shape.ts';

/** Room for twice as many windows as 16 labels of 63 characters have. */
const SLOT_BITS = 11;
const SLOT_MASK = 2 ** SLOT_BITS - 1;

/** Counts windows of so many characters that more than one label has: words in common. */
export class SharedWindows {
  readonly #length: number;
  /** Who has a window first, by its hash; -1 where nobody has. */
  readonly #owners = new Int8Array(2 ** SLOT_BITS).fill(-1);
  readonly #hashes = new Int32Array(2 ** SLOT_BITS);
  #shared = 0;
  #all = 0;

  constructor(length: number) {
    this.#length = length;
  }

  /** The share of the windows that a label before had. */
  get share(): number {
    return this.#shared / Math.max(1, this.#all);
  }

  /** Takes a label in, the owner's; of up to 16 owners. */
  add({ name, length: characters }: NameShape, owner: number): void {
    const [length, owners, hashes] = [this.#length, this.#owners, this.#hashes];
    for (let from = 0; from + length <= characters; from++) {
      let hash = 0;
      for (let i = from; i < from + length; i++)
        hash = (Math.imul(hash, 41) + name.charCodeAt(i)) | 0;
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
