import { nextTurn } from '../platform/next-turn.ts';

const POLYNOMIAL = 0x82f63b78;
/** Words of a piece: a short loop called often is compiled well after some calls, one long loop runs on as it began. */
const PIECE = 1024;
/** Bytes of a turn, half a millisecond of work. */
const TURN = 512 * 1024;

/** TABLES[t * 256 + b] is what byte b contributes from t bytes further on, so that eight bytes go in at once. */
const TABLES = new Uint32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder >>> 1) ^ ((remainder & 1) * POLYNOMIAL);
  }
  TABLES[byte] = remainder;
}
for (let i = 256; i < TABLES.length; i++) {
  const previous = TABLES[i - 256] ?? 0;
  TABLES[i] = (previous >>> 8) ^ (TABLES[previous & 0xff] ?? 0);
}

/**
 * CRC-32C (Castagnoli, as in iSCSI and ext4) of some bytes. It finds every burst of damage up to 32 bits, needs no
 * platform API and runs at gigabytes a second; who must defend against forgery compares the manifest's SHA-256.
 */
export function crc32c(bytes: Uint8Array): number {
  return ~continued(-1, bytes) >>> 0;
}

/** The same in turns with whatever else the process has to do. */
export async function crc32cInTurns(bytes: Uint8Array): Promise<number> {
  let crc = -1;
  for (let from = 0; from < bytes.length; from += TURN) {
    crc = continued(crc, bytes.subarray(from, from + TURN));
    await nextTurn();
  }
  return ~crc >>> 0;
}

/** The remainder before its last inversion, going on from that of what came before: whole groups of eight bytes. */
function continued(before: number, bytes: Uint8Array): number {
  // A copy by the constructor: the `slice` of a Buffer of Node is none.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, 2 * (bytes.length >>> 3));
  let crc = before;
  for (let from = 0; from < words.length; from += PIECE) {
    crc = addWords(crc, words, from, Math.min(words.length, from + PIECE));
  }
  for (let i = 4 * words.length; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (TABLES[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  }
  return crc;
}

function addWords(before: number, words: Int32Array, from: number, to: number): number {
  const tables = TABLES;
  let crc = before;
  for (let i = from; i < to; i += 2) {
    const low = crc ^ (words[i] ?? 0);
    const high = words[i + 1] ?? 0;
    crc =
      (tables[1792 + (low & 0xff)] ?? 0) ^
      (tables[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (tables[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (tables[1024 + (low >>> 24)] ?? 0) ^
      (tables[768 + (high & 0xff)] ?? 0) ^
      (tables[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (tables[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (tables[high >>> 24] ?? 0);
  }
  return crc;
}
