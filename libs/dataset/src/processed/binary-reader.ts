import { open, type FileHandle } from 'node:fs/promises';

import { degasEncoding } from '@degas/features';

import { DatasetError } from '../errors.ts';
import { toReadError } from '../input/read-error.ts';
import {
  columnLayout,
  HEADER_START,
  MAGIC,
  type RowGroup,
  type BinaryHeader,
} from './binary-layout.ts';
import { BinaryRows } from './binary-rows.ts';

/** Bytes that are read at a time. */
const BLOCK_BYTES = 1 << 26;

/**
 * Loads a file that `writeBinaryRows` or `processRawData` (as `dataset.bin`) wrote.
 *
 * @example const rows = await openBinaryRows('data/processed/dataset.bin');
 */
export async function openBinaryRows(path: string): Promise<BinaryRows> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    const { header, headerBytes } = await readHeader(path, file, size);
    if (columnLayout(header, headerBytes).end !== size) {
      throw damaged(path, `has ${size} bytes, not those that its header promises`);
    }
    const memory = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(memory);
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(BLOCK_BYTES, size - at), at);
      if (bytesRead === 0) throw damaged(path, 'ends early');
      at += bytesRead;
    }
    const form = new BinaryRows(memory, header, headerBytes);
    check(path, form);
    return form;
  } catch (error) {
    throw toReadError(path, error);
  } finally {
    await file?.close();
  }
}

/** Returns whether a file begins like this version's binary form; false where there is none. */
export async function isBinaryFile(path: string): Promise<boolean> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const { buffer } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return buffer.toString('latin1') === MAGIC;
  } catch {
    return false;
  } finally {
    await file?.close();
  }
}

async function readHeader(
  path: string,
  file: FileHandle,
  size: number,
): Promise<{ readonly header: BinaryHeader; readonly headerBytes: number }> {
  const start = Buffer.alloc(HEADER_START);
  await file.read(start, 0, HEADER_START, 0);
  if (start.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw damaged(path, `doesn't begin with ${MAGIC}`);
  }
  const headerBytes = start.readUInt32LE(MAGIC.length);
  const text = Buffer.alloc(Math.min(headerBytes, size));
  await file.read(text, 0, text.length, HEADER_START);
  const header = parsedHeader(text.toString());
  if (header === null) throw damaged(path, 'has no readable header');
  const { name, version } = header.encoding;
  if (name === degasEncoding.name && version === degasEncoding.version) {
    return { header, headerBytes };
  }
  throw damaged(
    path,
    `has the encoding ${name} ${version}, where ${degasEncoding.name} ${degasEncoding.version} is installed`,
  );
}

function parsedHeader(text: string): BinaryHeader | null {
  try {
    const header = JSON.parse(text) as Partial<BinaryHeader> | null;
    const { rows, codes, encoding, groups, csv } = header ?? {};
    const isWhole =
      Number.isInteger(rows) &&
      Number.isInteger(codes) &&
      typeof encoding?.name === 'string' &&
      (csv === null || typeof csv === 'string') &&
      Array.isArray(groups) &&
      groups.every(isGroup);
    return isWhole ? (header as BinaryHeader) : null;
  } catch {
    return null;
  }
}

function isGroup(group: Partial<RowGroup> | null): boolean {
  const { label, family, source } = group ?? {};
  return (
    (label === 0 || label === 1) &&
    (family === null || typeof family === 'string') &&
    typeof source === 'string'
  );
}

/** Checks the columns against each other, which everything after relies on. */
function check(path: string, { groups, groupOf, lengths, codes }: BinaryRows): void {
  let sum = 0;
  for (const length of lengths) sum += length;
  if (sum !== codes.length) throw damaged(path, 'has other lengths than codes');
  for (const group of groupOf) {
    if (group >= groups.length) throw damaged(path, 'has rows of no group');
  }
}

function damaged(path: string, what: string): DatasetError {
  return new DatasetError(
    'DATASET_FILE_CORRUPT',
    `${path} ${what}, so it is not a whole file of rows in binary form. Expected one that degas process wrote; process the raw files again.`,
  );
}
