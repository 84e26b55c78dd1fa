/** The fractional part of √6, as fifteen words of 64 bits. */
const constant = (
  '7311c2812425cfa0 6432286434aac8e7 b60450e9ef68b7c1 e8fb23908d9f06f1 dd2e76cba691e5bf 0cd0d63b2c30bc41 1f8ccf6823058f8a ' +
  '54e5ed5b88e3775d 4ad12aae0a6d6031 3e7f16bb88222e0d 8af8671d3fb50c2c 995ad1178bd25c31 c878c1dd04c4b633 3b72066c7a1552ac ' +
  '0d6f3522631effcb'
).split(' ');
const rightShifts = [10, 5, 13, 10, 11, 12, 2, 7, 14, 15, 7, 13, 11, 7, 6, 12];
const leftShifts = [11, 24, 9, 16, 15, 9, 27, 15, 6, 2, 29, 8, 15, 5, 31, 9];

const ROUNDS = 104;
const STEPS = 16 * ROUNDS;
/** Constant, key, node and control words, message. */
const INPUT_WORDS = 89;
const MESSAGE_BYTES = 512;

/** Writes the words before the first step; a 64-bit word is a high and a low half. */
function fillInput(high: Uint32Array, low: Uint32Array, message: Uint8Array): void {
  for (const [index, word] of constant.entries()) {
    high[index] = Number.parseInt(word.slice(0, 8), 16);
    low[index] = Number.parseInt(word.slice(8), 16);
  }
  // Words 15 … 22 are the key, which is empty. Word 23: node 0 of level 1.
  high[23] = 0x01000000;
  // Word 24: rounds, levels, "last call", bits of padding, digest bits.
  const paddingBits = 8 * (MESSAGE_BYTES - message.length);
  high[24] = (ROUNDS << 16) | (64 << 8) | (1 << 4) | (paddingBits >>> 12);
  low[24] = (paddingBits << 20) | 256;
  const block = new DataView(new ArrayBuffer(MESSAGE_BYTES));
  for (const [index, byte] of message.entries()) block.setUint8(index, byte);
  for (let index = 0; index < MESSAGE_BYTES / 8; index++) {
    high[25 + index] = block.getUint32(8 * index);
    low[25 + index] = block.getUint32(8 * index + 4);
  }
}

/** Combines one half of the words that a step depends on. */
function gather(words: Uint32Array, index: number, round: number): number {
  const at = (distance: number) => words[index - distance] ?? 0;
  return round ^ at(INPUT_WORDS) ^ at(17) ^ (at(18) & at(21)) ^ (at(31) & at(67));
}

/**
 * Returns the unkeyed MD6-256 digest of up to 512 bytes, in hexadecimal digits. Longer messages
 * would need the tree of compressions, which no family uses.
 *
 * Rivest et al.: The MD6 hash function, 2008.
 */
export function md6(message: Uint8Array): string {
  const high = new Uint32Array(INPUT_WORDS + STEPS);
  const low = new Uint32Array(INPUT_WORDS + STEPS);
  fillInput(high, low, message);
  const maskHigh = high[0] ?? 0;
  const maskLow = low[0] ?? 0;
  let roundHigh = 0x01234567;
  let roundLow = 0x89abcdef;
  for (let step = 0; step < STEPS; step++) {
    const index = INPUT_WORDS + step;
    let nextHigh = gather(high, index, roundHigh);
    let nextLow = gather(low, index, roundLow);
    const right = rightShifts[step % 16] ?? 0;
    nextLow ^= (nextLow >>> right) | (nextHigh << (32 - right));
    nextHigh ^= nextHigh >>> right;
    const left = leftShifts[step % 16] ?? 0;
    high[index] = nextHigh ^ ((nextHigh << left) | (nextLow >>> (32 - left)));
    low[index] = nextLow ^ (nextLow << left);
    if (step % 16 === 15) {
      const rotatedHigh = (roundHigh << 1) | (roundLow >>> 31);
      const rotatedLow = (roundLow << 1) | (roundHigh >>> 31);
      roundHigh = rotatedHigh ^ (roundHigh & maskHigh);
      roundLow = rotatedLow ^ (roundLow & maskLow);
    }
  }
  let digest = '';
  for (let index = INPUT_WORDS + STEPS - 4; index < INPUT_WORDS + STEPS; index++) {
    for (const half of [high, low]) digest += (half[index] ?? 0).toString(16).padStart(8, '0');
  }
  return digest;
}
