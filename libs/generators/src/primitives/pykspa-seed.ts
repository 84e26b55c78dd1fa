import { md6 } from './md6.ts';
import { rotateLeft } from './rotate.ts';

/** 128 generators whose outputs are mixed into one accumulator. */
class Mixer {
  accumulator = 0;
  readonly #words: Uint32Array;

  constructor(words: Uint32Array) {
    this.#words = words;
    for (let index = 0; index < words.length; index++) {
      for (let times = 0; times <= index; times++) this.#step(index);
    }
  }

  /** Steps all generators, then adds a byte; returns the byte mixed with the accumulator. */
  sweep(key: number): number {
    const words = this.#words;
    for (let index = 0; index < words.length; index++) this.#step(index);
    const mixed = key ^ (this.accumulator & 0xff);
    this.accumulator = (this.accumulator + key) >>> 0;
    words[127] = (words[127] ?? 0) + key;
    return mixed;
  }

  #step(index: number): void {
    const word = Math.imul(this.#words[index] ?? 0, 22695477) + 1;
    this.#words[index] = word;
    const sum = ((word >>> 16) & 0x7fff) + this.accumulator;
    this.accumulator = rotateLeft(sum, this.accumulator & 15);
  }
}

/** Returns the start of Pykspa's improved generator for the number of a period. */
export function pykspaSeed(period: number): number {
  const message = new DataView(new ArrayBuffer(4));
  message.setUint32(0, period, true);
  // The malware reads the hexadecimal digits of the hash as bytes.
  const digits = new TextEncoder().encode(md6(new Uint8Array(message.buffer)));
  const pairs = new DataView(digits.buffer);

  const words = new Uint32Array(128);
  for (let index = 0; index < 32; index++) words[index] = pairs.getUint16(2 * index);
  const first = new Mixer(words);
  const pool = new Uint8Array(256);
  pool.set(digits);
  // One pass over the pool, then ten passes and ten bytes more, from its last byte on.
  for (let round = 0; round < 256 + 2570; round++) {
    const index = (round < 256 ? round : round - 1) & 0xff;
    const byte = pool[index] ?? 0;
    pool[index] = first.sweep(byte) ^ byte;
  }

  const filled = new DataView(pool.buffer);
  const second = new Mixer(
    Uint32Array.from({ length: 128 }, (_, index) => filled.getUint16(2 * index)),
  );
  const seed = new DataView(new ArrayBuffer(4));
  for (let index = 0; index < 4; index++) {
    seed.setUint8(index, second.sweep(digits[(period % 50) + index] ?? 0));
  }
  return seed.getUint32(0, true);
}
