import { kindOfBytes } from './kind-of-bytes.ts';

/** One file or one member of an archive. */
export interface ByteSource {
  /** The file's path; in an archive followed by `!` and the member's name. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Where the file is as a whole, if it is; archives and Parquet are read faster from there. */
  readonly path?: string;
}

/**
 * The first bytes of a stream, and all of them. They are fewer than `size` where the stream ends before, and where they are text
 * already: a program that sends a line and waits for its verdict sends no more.
 */
export async function peek(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ readonly first: Uint8Array; readonly all: AsyncGenerator<Uint8Array> }> {
  const blocks = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const step = await blocks.next();
    if (step.done === true) break;
    seen.push(step.value);
    length += step.value.length;
    if (isTextLine(step.value)) break;
  }
  const first = new Uint8Array(Math.min(size, length));
  let at = 0;
  for (const block of seen) {
    first.set(block.subarray(0, first.length - at), at);
    at += Math.min(block.length, first.length - at);
  }
  return { first, all: chained(seen, blocks) };
}

/** True for a block with a line end and without zero bytes, which every packed file and archive has early. */
function isTextLine(block: Uint8Array): boolean {
  return block.includes(10) && !block.includes(0) && kindOfBytes(block) === null;
}

async function* chained(
  seen: Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let block = seen.shift(); block !== undefined; block = seen.shift()) yield block;
    for (;;) {
      const step = await rest.next();
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await rest.return?.();
  }
}

/** All bytes of a stream at once. */
export async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  for await (const block of bytes) {
    blocks.push(block);
    length += block.length;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}

/** Reads and drops what is left of a stream: an archive continues with its next member only then. */
export async function passOver(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const blocks = bytes[Symbol.asyncIterator]();
  while ((await blocks.next()).done !== true);
}
