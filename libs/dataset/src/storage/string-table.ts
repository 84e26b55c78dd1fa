import { nameHash } from '@degas/features';

/**
 * A set of ASCII names that numbers them in the order of their arrival. The names are in one byte array behind
 * an open-addressing hash table: ten million names take about 350 MB, where a Map of strings takes three times
 * that and ends at 2^24 entries.
 */
export class StringTable {
  #bytes = new Uint8Array(1 << 20);
  #starts = new Uint32Array(1 << 15);
  #hashes = new Uint32Array(1 << 15);
  /** Number of the name + 1; 0 is free. Never more than half full. */
  #slots = new Uint32Array(1 << 16);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the name; a name that was not there gets the number that `size` had before. */
  add(name: string): number {
    const hash = nameHash(name);
    const slot = this.#slotOf(name, hash);
    const index = (this.#slots[slot] ?? 0) - 1;
    return index < 0 ? this.#append(name, hash, slot) : index;
  }

  /** The number of the name, or -1. */
  find(name: string): number {
    return (this.#slots[this.#slotOf(name, nameHash(name))] ?? 0) - 1;
  }

  /** The slot that holds the name, or the free one where it belongs. */
  #slotOf(name: string, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0 || (this.#hashes[index] === hash && this.#equals(index, name))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  nameAt(index: number): string {
    const start = this.#starts[index] ?? 0;
    const end = this.#starts[index + 1] ?? 0;
    let name = '';
    for (let i = start; i < end; i++) name += String.fromCharCode(this.#bytes[i] ?? 0);
    return name;
  }

  #equals(index: number, name: string): boolean {
    const start = this.#starts[index] ?? 0;
    if ((this.#starts[index + 1] ?? 0) - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) {
      if (this.#bytes[start + i] !== name.charCodeAt(i)) return false;
    }
    return true;
  }

  #append(name: string, hash: number, slot: number): number {
    const index = this.#size++;
    const start = this.#starts[index] ?? 0;
    const end = start + name.length;
    if (end > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(this.#bytes.length * 2));
    for (let i = 0; i < name.length; i++) this.#bytes[start + i] = name.charCodeAt(i);
    if (index + 1 >= this.#starts.length) {
      this.#starts = grown(this.#starts, new Uint32Array(this.#starts.length * 2));
      this.#hashes = grown(this.#hashes, new Uint32Array(this.#hashes.length * 2));
    }
    this.#starts[index + 1] = end;
    this.#hashes[index] = hash;
    this.#slots[slot] = index + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.#size; index++) {
      let slot = (this.#hashes[index] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
  }
}

function grown<T extends Uint8Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
