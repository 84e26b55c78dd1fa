import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { openInput, rotatedOrder } from '@degas/logs/node';

import type { FilePosition } from './file-position.ts';
import { isSame, type ReadAt, readAtOf } from './fingerprint.ts';

const PACKED = /\.(?:gz|zst|zstd|bz2|xz)$/i;

/** A file that has what a log had before it was rotated. */
export interface RotatedFile {
  readonly path: string;
  readonly isPacked: boolean;
  /** Where to begin, in what it unpacks to. */
  readonly offset: number;
}

/**
 * Finds what is left to read of a log that was rotated since: the rest of the file that the position is of, wherever it is now
 * (renamed, copied, packed), and the files that were rotated after it. Null where that file is gone.
 */
export async function restOf(position: FilePosition): Promise<readonly RotatedFile[] | null> {
  const inOrder = await siblingsOf(position.path);
  for (const [i, sibling] of inOrder.entries()) {
    if (sibling === position.path || !(await isRestOf(sibling, position))) continue;
    const later = inOrder.slice(i + 1).filter((one) => one !== position.path);
    return [
      { path: sibling, isPacked: PACKED.test(sibling), offset: position.offset },
      ...later.map((one) => ({ path: one, isPacked: PACKED.test(one), offset: 0 })),
    ];
  }
  return null;
}

/** The bytes of a rotated file from its offset on. */
export async function* bytesOf({ path: file, offset }: RotatedFile): AsyncGenerator<Uint8Array> {
  let skip = offset;
  for await (const { bytes } of openInput(file)) {
    for await (const block of bytes) {
      const from = Math.min(skip, block.length);
      skip -= from;
      if (from < block.length) yield block.subarray(from);
    }
  }
}

/** Files beside a log whose names say that they are older parts of it, the oldest first, and the log itself. */
async function siblingsOf(file: string): Promise<readonly string[]> {
  const folder = path.dirname(file);
  const base = path.basename(file);
  const { name } = path.parse(base);
  const names = await readdir(folder).catch(() => []);
  const alike = names.filter((one) => one.startsWith(name)).map((one) => path.join(folder, one));
  // Those with a number or a date in their names; other logs of the same beginning are logs of their own.
  return rotatedOrder(alike).filter((one) => one === file || isOlderPart(one, file));
}

function isOlderPart(one: string, file: string): boolean {
  const ordered = rotatedOrder([file, one]);
  return ordered[0] === one && ordered[1] === file;
}

async function isRestOf(file: string, position: FilePosition): Promise<boolean> {
  const { offset, head, tail } = position;
  if (head.length === 0) {
    const { dev, ino } = await stat(file, { bigint: true });
    return `${dev}:${ino}` === position.inode;
  }
  if (PACKED.test(file)) {
    const unpacked = await unpackedReader(file, offset).catch(() => null);
    return unpacked !== null && isSame(unpacked, offset, head, tail);
  }
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { size } = await handle.stat();
    return size >= offset && (await isSame(readAtOf(handle), offset, head, tail));
  } finally {
    await handle.close();
  }
}

/** Reads of what a packed file holds: the beginning, and what lies before an offset. */
async function unpackedReader(file: string, offset: number): Promise<ReadAt> {
  const held = 2048;
  let first = Buffer.alloc(0);
  let last = Buffer.alloc(0);
  let at = 0;
  for await (const block of bytesOf({ path: file, isPacked: true, offset: 0 })) {
    const left = block.subarray(0, offset - at);
    if (first.length < held) first = Buffer.concat([first, left.subarray(0, held - first.length)]);
    last = Buffer.concat([last, left]).subarray(-held);
    at += left.length;
    if (at >= offset) break;
  }
  const lastFrom = at - last.length;
  return (position, length) =>
    Promise.resolve(
      position + length <= first.length
        ? first.subarray(position, position + length)
        : last.subarray(position - lastFrom, position - lastFrom + length),
    );
}
