import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Bytes of a file's beginning that tell it from others. */
export const HEAD_BYTES = 1024;
/** Bytes before a position that tell whether the file was written anew up to it. */
const TAIL_BYTES = 64;

/** Some bytes of a file: how many, and their hash. */
export interface Fingerprint {
  readonly length: number;
  readonly hash: string;
}

/** Reads up to `length` bytes from a place of a file, or of what it unpacks to. */
export type ReadAt = (position: number, length: number) => Promise<Uint8Array>;

/** Reads from an open file; fewer bytes where it ends before. */
export function readAtOf(file: FileHandle): ReadAt {
  return async (position, length) => {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  };
}

/** What the first bytes up to a position are. */
export async function headOf(read: ReadAt, offset: number): Promise<Fingerprint> {
  return printOf(await read(0, Math.min(offset, HEAD_BYTES)));
}

/** What the last bytes before a position are. */
export async function tailOf(read: ReadAt, offset: number): Promise<Fingerprint> {
  const length = Math.min(offset, TAIL_BYTES);
  return printOf(await read(offset - length, length));
}

/** True where a file has the same beginning and the same bytes before the position: it is the one that was read. */
export async function isSame(
  read: ReadAt,
  offset: number,
  head: Fingerprint,
  tail: Fingerprint,
): Promise<boolean> {
  const isHead = same(printOf(await read(0, head.length)), head);
  return isHead && same(printOf(await read(offset - tail.length, tail.length)), tail);
}

function printOf(bytes: Uint8Array): Fingerprint {
  return { length: bytes.length, hash: createHash('sha256').update(bytes).digest('base64') };
}

const same = (one: Fingerprint, other: Fingerprint): boolean =>
  one.length === other.length && one.hash === other.hash;
