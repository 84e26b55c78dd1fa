import { ngramHash } from '@degas/features';

/** An export's operations on whole numbers of 64 bits, each for all (batch, positions) at once. A number stands for itself everywhere. */
export interface Int64Ops {
  binary(
    name: string,
    operation: 'xor' | 'and' | 'multiply' | 'add' | 'subtract',
    x: string | number,
    y: string | number,
  ): string;
  /** Of numbers that are not negative. */
  shiftRight(name: string, x: string, bits: number): string;
  /** 0 for 0, and 1 for anything else. */
  notZero(name: string, x: string): string;
  /** The values `by` positions later; 0 behind the last one. */
  later(name: string, x: string, by: number): string;
}

/** Each value (batch, positions): of the windows that start there. */
export interface WindowHashes {
  readonly size: number;
  /** 1 where the window holds no padding and ends before the row does, else 0. */
  readonly isWindow: string;
  /** All 32 bits of its hash. */
  readonly bits: string;
}

const LOW_32_BITS = 2 ** 32 - 1;

/**
 * Adds what hashes every window of `codes` (padding is 0), as `ngramHash.finalize` of `@degas/features` does. 64 bits hold each product before
 * it is cut to 32, so no runtime's overflow matters.
 */
export function addWindowHashes(
  whole: Int64Ops,
  scope: string,
  codes: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): WindowHashes[] {
  const windows: WindowHashes[] = [];
  let hash: string | number = ngramHash.offsetBasis;
  let isWindow: string | number = 1;
  for (let size = 1; size <= maximum; size++) {
    const name = (part: string): string => `${scope}/size_${size}/${part}`;
    const times = (part: string, x: string, factor: number): string =>
      whole.binary(
        name(part),
        'and',
        whole.binary(name(`${part}/product`), 'multiply', x, factor),
        LOW_32_BITS,
      );
    const foldedOnto = (part: string, x: string, bits: number): string =>
      whole.binary(name(part), 'xor', x, whole.shiftRight(name(`${part}/shift`), x, bits));

    const code = whole.later(name('code'), codes, size - 1);
    hash = times('hash', whole.binary(name('hash/xor'), 'xor', code, hash), ngramHash.prime);
    const isCode = whole.notZero(name('is_code'), code);
    isWindow = whole.binary(name('is_window'), 'multiply', isCode, isWindow);
    if (size < minimum) continue;
    const bits = foldedOnto(
      'fold',
      times('mix', foldedOnto('fold_hash', hash, 15), ngramHash.mix),
      13,
    );
    windows.push({ size, isWindow, bits });
  }
  return windows;
}
