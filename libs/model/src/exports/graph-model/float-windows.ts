import { floatHash, type HashBytes } from './float-hash.ts';
import type { FloatOps } from './float-ops.ts';

/** All windows of a name, one size after another along the positions: (batch, sizes · positions). */
export interface FloatWindows {
  /** 1 where the window holds no padding and ends before the row does, else 0. */
  readonly isWindow: string;
  /** All 32 bits of its hash. */
  readonly bits: HashBytes;
}

/** Adds what hashes every window of `codes` (padding is 0), as `ngramBuckets` of `@degas/features` does. */
export function addFloatWindows(
  ops: FloatOps,
  scope: string,
  codes: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): FloatWindows {
  const hashes: HashBytes[] = [];
  const areWindows: string[] = [];
  let hash = floatHash.start;
  let isWindow: string | number = 1;
  for (let size = 1; size <= maximum; size++) {
    const name = `${scope}/size_${size}`;
    const code = ops.later(`${name}/code`, codes, size - 1);
    hash = floatHash.update(ops, `${name}/hash`, hash, code);
    const isCode = ops.notZero(`${name}/is_code`, code);
    isWindow = ops.multiply(`${name}/is_window`, isCode, isWindow);
    if (size < minimum) continue;
    hashes.push(hash);
    areWindows.push(ops.value(name, isWindow));
  }
  const byteOf = (place: number): string =>
    ops.concatenate(
      `${scope}/byte_${place}`,
      hashes.map((bytes) => ops.value(scope, bytes[place] ?? 0)),
    );
  const all: HashBytes = [byteOf(0), byteOf(1), byteOf(2), byteOf(3)];
  return {
    isWindow: ops.concatenate(`${scope}/is_window`, areWindows),
    bits: floatHash.finalize(ops, `${scope}/finalize`, all),
  };
}
