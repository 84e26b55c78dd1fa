import { ngramHash } from '@degas/features';

import type { FloatOps } from './float-ops.ts';

/** The four bytes of a hash, the lowest first, each a value (or a number for all positions) of whole floats. */
export type HashBytes = readonly [Byte, Byte, Byte, Byte];
type Byte = string | number;

const BYTE = 256;

/**
 * `ngramHash` of `@degas/features` in floats. A graph model of TensorFlow.js has no 64-bit integers, and on WebGL no
 * 32-bit ones: whole numbers are exact there up to 2^24 only. So a hash is four bytes; no sum of their products
 * reaches 2^19.
 */
export const floatHash = {
  start: bytesOf(ngramHash.offsetBasis),

  /** Returns the hash of windows that are one code longer. */
  update(ops: FloatOps, name: string, [low, ...high]: HashBytes, code: string): HashBytes {
    return multiply(ops, name, [ops.xor(`${name}/xor`, code, low), ...high], ngramHash.prime);
  },

  /** Returns all 32 bits of a window's hash, spread. */
  finalize(ops: FloatOps, name: string, hash: HashBytes): HashBytes {
    const folded = foldOnto(ops, `${name}/fold_15`, hash, 15);
    return foldOnto(
      ops,
      `${name}/fold_13`,
      multiply(ops, `${name}/mix`, folded, ngramHash.mix),
      13,
    );
  },

  /** Returns the hash below `limit`, a power of two up to 2^24. */
  below(ops: FloatOps, name: string, hash: HashBytes, limit: number): string {
    let rest = limit;
    let sum: Byte = 0;
    for (let i = 0, weight = 1; rest > 1; i++, weight *= BYTE, rest /= BYTE) {
      const byte: Byte = hash[i] ?? 0;
      const part = rest >= BYTE ? byte : remainder(ops, `${name}/rest`, byte, rest);
      sum = ops.add(`${name}/sum`, sum, ops.multiply(`${name}/byte_${i}`, part, weight));
    }
    return ops.value(`${name}/below`, sum);
  },

  /** Returns the top six bits of the hash. */
  topSixBits(ops: FloatOps, name: string, [, , , high]: HashBytes): string {
    return ops.value(name, ops.floor(name, ops.multiply(`${name}/quarter`, high, 1 / 4)));
  },
} as const;

function bytesOf(value: number): HashBytes {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
}

/** Times a constant, modulo 2^32: long multiplication in base 256. */
function multiply(ops: FloatOps, name: string, hash: HashBytes, factor: number): HashBytes {
  const factors = bytesOf(factor);
  const bytes: Byte[] = [];
  let carry: Byte = 0;
  for (let place = 0; place < 4; place++) {
    const at = `${name}/byte_${place}`;
    let sum: Byte = carry;
    for (let i = 0; i <= place; i++) {
      const product = ops.multiply(`${at}/product`, hash[i] ?? 0, factors[place - i] ?? 0);
      sum = ops.add(`${at}/sum`, sum, product);
    }
    carry = ops.floor(`${at}/carry`, ops.multiply(`${at}/quotient`, sum, 1 / BYTE));
    bytes.push(ops.subtract(at, sum, ops.multiply(`${at}/above`, carry, BYTE)));
  }
  return bytes as unknown as HashBytes;
}

/** hash ^ (hash >>> bits), for 8 to 15 bits. */
function foldOnto(ops: FloatOps, name: string, hash: HashBytes, bits: number): HashBytes {
  const by = bits - 8;
  const shifted = ([, one, two, three]: HashBytes): Byte[] => {
    const quotient = [one, two, three].map((byte) =>
      ops.floor(`${name}/high`, ops.multiply(`${name}/shifted`, byte, 2 ** -by)),
    );
    return [two, three]
      .map((next, i) => {
        const above = ops.multiply(`${name}/above`, quotient[i + 1] ?? 0, BYTE);
        const moved = ops.multiply(`${name}/moved`, next, 2 ** (8 - by));
        const low = ops.subtract(`${name}/low`, moved, above);
        return ops.add(`${name}/byte`, quotient[i] ?? 0, low);
      })
      .concat(quotient[2] ?? 0);
  };
  const [a = 0, b = 0, c = 0] = shifted(hash);
  return [
    ops.xor(`${name}/xor_0`, hash[0], a),
    ops.xor(`${name}/xor_1`, hash[1], b),
    ops.xor(`${name}/xor_2`, hash[2], c),
    hash[3],
  ];
}

function remainder(ops: FloatOps, name: string, x: Byte, divisor: number): Byte {
  const quotient = ops.floor(`${name}/floor`, ops.multiply(`${name}/quotient`, x, 1 / divisor));
  return ops.subtract(name, x, ops.multiply(`${name}/above`, quotient, divisor));
}
