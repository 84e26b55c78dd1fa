/** Takes one captured packet. */
export type TakePacket = (
  packet: Uint8Array,
  linkType: number,
  time: number | null,
  isCut: boolean,
) => void;

const MAX_PACKET = 1 << 20;
/** In place of a size: what cannot be one. */
const BROKEN = -1;
const PCAP_HEADER = 24;
const PACKET_HEADER = 16;
const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const TIME_RESOLUTION = 9;

interface Interface {
  readonly linkType: number;
  /** Units of its clock in a millisecond. */
  readonly perMillisecond: number;
}

/** True for the beginning of a pcap or pcapng file, of either byte order. */
export function isCapture(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return magic === SECTION || pcapClock(magic) !== null;
}

/** Whether a pcap file is little-endian, and the units of its clock in a millisecond. */
function pcapClock(
  magic: number,
): { readonly isLittle: boolean; readonly perMillisecond: number } | null {
  switch (magic) {
    case 0xa1b2c3d4:
      return { isLittle: false, perMillisecond: 1000 };
    case 0xd4c3b2a1:
      return { isLittle: true, perMillisecond: 1000 };
    case 0xa1b23c4d:
      return { isLittle: false, perMillisecond: 1e6 };
    case 0x4d3cb2a1:
      return { isLittle: true, perMillisecond: 1e6 };
    default:
      return null;
  }
}

/** Cuts a pcap or pcapng capture that comes in pieces into packets. */
export class CapturePackets {
  readonly #take: TakePacket;
  #held: Uint8Array = new Uint8Array(0);
  #kind: 'pcap' | 'pcapng' | null = null;
  #isLittle = false;
  #interfaces: Interface[] = [];
  /** True where a length is impossible, so that the rest cannot be read. */
  isBroken = false;

  constructor(take: TakePacket) {
    this.#take = take;
  }

  /** The bytes of a packet that was cut off. */
  get rest(): number {
    return this.#held.length;
  }

  push(block: Uint8Array): void {
    if (this.isBroken) return;
    let bytes = block;
    if (this.#held.length > 0) {
      bytes = new Uint8Array(this.#held.length + block.length);
      bytes.set(this.#held);
      bytes.set(block, this.#held.length);
    }
    let at = 0;
    for (;;) {
      const size = this.#next(bytes.subarray(at));
      if (size <= 0) {
        this.isBroken = size < 0;
        break;
      }
      at += size;
    }
    this.#held = bytes.slice(at);
  }

  /** Reads one header, packet or block; returns its size, 0 where it is not whole yet, or `BROKEN`. */
  #next(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#kind === 'pcap') return this.#pcapPacket(bytes, view);
    if (bytes.length < PCAP_HEADER) return 0;
    const clock = this.#kind === null ? pcapClock(view.getUint32(0)) : null;
    if (clock === null) {
      this.#kind = 'pcapng';
      return this.#block(bytes, view);
    }
    this.#kind = 'pcap';
    this.#isLittle = clock.isLittle;
    const linkType = view.getUint32(20, clock.isLittle) & 0xffff;
    this.#interfaces = [{ linkType, perMillisecond: clock.perMillisecond }];
    return PCAP_HEADER;
  }

  #pcapPacket(bytes: Uint8Array, view: DataView): number {
    if (bytes.length < PACKET_HEADER) return 0;
    const length = view.getUint32(8, this.#isLittle);
    if (length > MAX_PACKET) return BROKEN;
    const end = PACKET_HEADER + length;
    if (bytes.length < end) return 0;
    const [{ linkType, perMillisecond } = { linkType: 0, perMillisecond: 1000 }] = this.#interfaces;
    const fraction = view.getUint32(4, this.#isLittle) / perMillisecond;
    const time = view.getUint32(0, this.#isLittle) * 1000 + Math.floor(fraction);
    const isCut = view.getUint32(12, this.#isLittle) > length;
    this.#take(bytes.subarray(PACKET_HEADER, end), linkType, time, isCut);
    return end;
  }

  #block(bytes: Uint8Array, view: DataView): number {
    if (bytes.length < 12) return 0;
    const isSection = view.getUint32(0) === SECTION;
    if (isSection) {
      this.#isLittle = view.getUint32(8) === 0x4d3c2b1a;
      this.#interfaces = [];
    }
    const type = view.getUint32(0, this.#isLittle);
    const size = view.getUint32(4, this.#isLittle);
    if (size < 12 || size % 4 !== 0 || size > 16 * MAX_PACKET) return BROKEN;
    if (bytes.length < size) return 0;
    if (!isSection) this.#blockOf(type, bytes.subarray(0, size), view);
    return size;
  }

  #blockOf(type: number, bytes: Uint8Array, view: DataView): void {
    const little = this.#isLittle;
    const size = bytes.length;
    if (type === INTERFACE && size >= 20) {
      this.#interfaces.push({
        linkType: view.getUint16(8, little),
        perMillisecond: this.#resolution(bytes, view),
      });
    } else if ((type === ENHANCED_PACKET || type === OLD_PACKET) && size >= 32) {
      const isOld = type === OLD_PACKET;
      const on = this.#interfaces[isOld ? view.getUint16(8, little) : view.getUint32(8, little)];
      const units =
        (BigInt(view.getUint32(12, little)) << 32n) | BigInt(view.getUint32(16, little));
      const captured = view.getUint32(20, little);
      const isCut = view.getUint32(24, little) > captured;
      if (on === undefined || 28 + captured > size) return;
      const time = milliseconds(units, on.perMillisecond);
      this.#take(bytes.subarray(28, 28 + captured), on.linkType, time, isCut);
    } else if (type === SIMPLE_PACKET && size >= 16) {
      const [on] = this.#interfaces;
      const length = view.getUint32(8, little);
      if (on !== undefined) {
        this.#take(
          bytes.subarray(12, Math.min(12 + length, size - 4)),
          on.linkType,
          null,
          length > size - 16,
        );
      }
    }
  }

  /** The option of an interface that says how fine its clock is: a power of ten, or of two. */
  #resolution(bytes: Uint8Array, view: DataView): number {
    const little = this.#isLittle;
    for (let at = 16; at + 4 <= bytes.length - 4;) {
      const code = view.getUint16(at, little);
      const length = view.getUint16(at + 2, little);
      if (code === 0) break;
      if (code === TIME_RESOLUTION && length > 0) {
        const value = bytes[at + 4] ?? 6;
        return (value & 0x80) === 0 ? 10 ** (value - 3) : 2 ** (value & 0x7f) / 1000;
      }
      at += 4 + Math.ceil(length / 4) * 4;
    }
    return 1000;
  }
}

/** Nanoseconds since 1970 are more than a double holds exactly. */
function milliseconds(units: bigint, perMillisecond: number): number {
  return Number.isInteger(perMillisecond)
    ? Number(units / BigInt(perMillisecond))
    : Math.floor(Number(units) / perMillisecond);
}
