/** Takes one data frame. */
export type TakeFrame = (frame: Uint8Array) => void;

const MAX_FRAME = 1 << 20;
const STOP = 3;

/**
 * Cuts Frame Streams (as dnstap is written to files and sockets) into data frames: each is its length in four bytes and its bytes;
 * a length of 0 announces a control frame.
 */
export class FrameStream {
  readonly #take: TakeFrame;
  #held: Uint8Array = new Uint8Array(0);
  #isOver = false;

  constructor(take: TakeFrame) {
    this.#take = take;
  }

  /** True where a frame was longer than any that is written, so that the rest cannot be read. */
  isBroken = false;

  push(block: Uint8Array): void {
    if (this.isBroken || this.#isOver) return;
    let bytes = block;
    if (this.#held.length > 0) {
      bytes = new Uint8Array(this.#held.length + block.length);
      bytes.set(this.#held);
      bytes.set(block, this.#held.length);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const length = view.getUint32(at);
      const isControl = length === 0;
      if (isControl && at + 8 > bytes.length) break;
      const size = isControl ? view.getUint32(at + 4) : length;
      const start = at + (isControl ? 8 : 4);
      if (size > MAX_FRAME) {
        this.isBroken = true;
        return;
      }
      if (start + size > bytes.length) break;
      if (!isControl) this.#take(bytes.subarray(start, start + size));
      else if (size >= 4 && view.getUint32(start) === STOP) this.#isOver = true;
      at = start + size;
      // Files that were put together go on with a start of their own.
      if (this.#isOver) this.#isOver = at >= bytes.length;
    }
    this.#held = bytes.slice(at);
  }

  /** The bytes of a frame that was cut off. */
  get rest(): number {
    return this.#held.length;
  }
}

/** True for the beginning of a Frame Streams file of dnstap messages: a control frame that names their type. */
export function isFrameStream(bytes: Uint8Array): boolean {
  if (bytes.length < 12 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 0 || bytes[3] !== 0)
    return false;
  const type = bytes[11] ?? 0;
  return (
    bytes[4] === 0 && bytes[5] === 0 && bytes[8] === 0 && bytes[9] === 0 && type >= 1 && type <= 5
  );
}
