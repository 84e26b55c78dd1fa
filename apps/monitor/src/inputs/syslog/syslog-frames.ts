/** Bytes of one message, at most; RFC 5424 asks for 2048 at least. */
export const LONGEST_MESSAGE = 65_536;
const NEWLINE = 10;
const COUNT = /^([1-9]\d{0,5}) </;

/** Cuts a TCP stream of syslog into messages: by their length before each (RFC 6587), or by line ends, as each one begins. */
export class SyslogFrames {
  #rest: Buffer = Buffer.alloc(0);
  #tooLong = 0;

  /** Messages that were longer than `LONGEST_MESSAGE`, and left out. */
  get tooLong(): number {
    return this.#tooLong;
  }

  push(block: Buffer): Buffer[] {
    let bytes = this.#rest.length === 0 ? block : Buffer.concat([this.#rest, block]);
    const messages: Buffer[] = [];
    while (bytes.length > 0) {
      const counted = COUNT.exec(bytes.toString('latin1', 0, 8));
      if (counted !== null) {
        const length = Number(counted[1]);
        const from = counted[0].length - 1;
        if (length <= LONGEST_MESSAGE) {
          if (bytes.length < from + length) break;
          messages.push(bytes.subarray(from, from + length));
          bytes = bytes.subarray(from + length);
          continue;
        }
      } else if (bytes.length < 8 && /^[1-9]\d*(?: <?)?$/.test(bytes.toString('latin1'))) break;
      const end = bytes.indexOf(NEWLINE);
      if (end < 0 && bytes.length <= LONGEST_MESSAGE) break;
      if (end < 0 || end > LONGEST_MESSAGE) this.#tooLong++;
      else if (end > 0) messages.push(bytes.subarray(0, end));
      bytes = bytes.subarray(end < 0 ? bytes.length : end + 1);
    }
    this.#rest = Buffer.from(bytes);
    return messages;
  }

  /** What is left at the end of the connection. */
  end(): Buffer[] {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest.length > 0 ? [rest] : [];
  }
}
