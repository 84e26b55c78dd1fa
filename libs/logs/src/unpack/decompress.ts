// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- projects that compile this source from outside need the declarations
/// <reference path="./unbzip2.d.ts" />
import { Gunzip } from 'fflate';
import { Decompress } from 'fzstd';
import bitIterator from 'unbzip2-stream/lib/bit_iterator.js';
import bzip2 from 'unbzip2-stream/lib/bzip2.js';
import * as xz from 'xz-decompress';

type Bytes = AsyncIterable<Uint8Array>;

/** A decoder that takes bytes and hands out what it makes of them in the same call. */
interface PushDecoder {
  push(block: Uint8Array, isLast?: boolean): unknown;
}

async function* pushed(
  bytes: Bytes,
  open: (take: (block: Uint8Array) => void) => PushDecoder,
): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  const decoder = open((block) => {
    if (block.length > 0) out.push(block);
  });
  for await (const block of bytes) {
    decoder.push(block);
    const ready = out;
    out = [];
    yield* ready;
  }
  decoder.push(new Uint8Array(0), true);
  yield* out;
}

/** The bytes of a gzip file, of all its members; zeros behind the last one are padding. */
export function gunzipped(bytes: Bytes): AsyncGenerator<Uint8Array> {
  return pushed(bytes, (take) => {
    const gunzip = new Gunzip(take);
    return {
      push: (block, isLast = false) => {
        gunzip.push(block, isLast);
      },
    };
  });
}

/** The bytes of a Zstandard file, of all its frames. */
export function unzstd(bytes: Bytes): AsyncGenerator<Uint8Array> {
  return pushed(bytes, (take) => {
    const decoder = new Decompress(take);
    return {
      push: (block, isLast = false) => {
        // It keeps what it is given, and its reader may use the block once more.
        decoder.push(block.slice(), isLast);
      },
    };
  });
}

/** Node finds the library's export only within its default one; bundlers find it by its name. */
const { XzReadableStream } =
  'XzReadableStream' in xz ? xz : (xz as unknown as { default: typeof xz }).default;

/** The bytes of an xz file, of all its streams. */
export async function* unxz(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const blocks = bytes[Symbol.asyncIterator]();
  const packed = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await blocks.next();
      if (step.done === true) controller.close();
      else controller.enqueue(step.value);
    },
  });
  const reader = new XzReadableStream(packed).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value.slice();
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await blocks.return?.();
  }
}

/** Bytes of input that a block needs at most, for each step of its level. */
const BZIP2_UNIT = 100_000;

/** The bytes of a bzip2 file, of all its streams, block by block. */
export async function* unbzip2(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const queue: Uint8Array[] = [];
  let bits: ReturnType<typeof bitIterator> | null = null;
  let given = 0;
  let level = 0;
  let checksum: number | null = 0;
  const block = (bits: ReturnType<typeof bitIterator>): Uint8Array | null => {
    if (level === 0) {
      level = bzip2.header(bits);
      checksum = 0;
      return null;
    }
    const out: number[] = [];
    const size = BZIP2_UNIT * level;
    checksum = bzip2.decompress(
      bits,
      (byte) => out.push(byte),
      new Int32Array(size),
      size,
      checksum,
    );
    if (checksum === null) level = 0;
    return Uint8Array.from(out);
  };
  for await (const piece of bytes) {
    if (piece.length === 0) continue;
    queue.push(piece);
    given += piece.length;
    // It asks for its first block at once.
    bits ??= bitIterator(() => queue.shift() ?? endOfInput());
    while (given - bits.bytesRead + 1 >= 25_000 + BZIP2_UNIT * Math.max(level, 1)) {
      const out = block(bits);
      if (out !== null && out.length > 0) yield out;
    }
  }
  while (bits !== null && given > bits.bytesRead) {
    const out = block(bits);
    if (out !== null && out.length > 0) yield out;
  }
  if (level !== 0) endOfInput();
}

function endOfInput(): never {
  throw new Error('unexpected end of file');
}
