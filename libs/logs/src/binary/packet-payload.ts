/** A UDP datagram or a piece of a TCP stream in a captured packet. */
export interface Segment {
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
  /** Null for UDP. */
  readonly sequence: number | null;
  /** True where a TCP connection begins. */
  readonly isStart: boolean;
}

const ETHERNET = 1;
const NULL_LOOPBACK = 0;
const RAW = new Set([12, 14, 101, 228, 229]);
const OPENBSD_LOOPBACK = 108;
const LINUX_COOKED = 113;
const LINUX_COOKED_2 = 276;
const VLAN = new Set([0x8100, 0x88a8, 0x9100]);
const IP_V4 = 0x0800;
const IP_V6 = 0x86dd;
const TCP = 6;
const UDP = 17;
const FRAGMENT = 44;
/** Hop-by-hop, routing, destination options, mobility: each says what follows and its length. */
const EXTENSIONS = new Set([0, 43, 60, 135]);

/** The UDP or TCP segment in a captured packet; null for anything else, for later fragments and for what is cut off. */
export function segmentOf(packet: Uint8Array, linkType: number): Segment | null {
  const at = networkLayer(packet, linkType);
  if (at < 0) return null;
  const version = (packet[at] ?? 0) >> 4;
  return version === 4
    ? inIpV4(packet.subarray(at))
    : version === 6
      ? inIpV6(packet.subarray(at))
      : null;
}

const two = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Where the network layer begins; -1 where it is not IP. */
function networkLayer(packet: Uint8Array, linkType: number): number {
  if (RAW.has(linkType)) return 0;
  if (linkType === NULL_LOOPBACK || linkType === OPENBSD_LOOPBACK) return 4;
  if (linkType === LINUX_COOKED) return isIp(two(packet, 14)) ? 16 : -1;
  if (linkType === LINUX_COOKED_2) return isIp(two(packet, 0)) ? 20 : -1;
  if (linkType !== ETHERNET) return -1;
  let at = 12;
  while (VLAN.has(two(packet, at)) && at < 24) at += 4;
  return isIp(two(packet, at)) ? at + 2 : -1;
}

const isIp = (type: number): boolean => type === IP_V4 || type === IP_V6;

function inIpV4(packet: Uint8Array): Segment | null {
  const header = ((packet[0] ?? 0) & 15) * 4;
  const isLaterFragment = (two(packet, 6) & 0x1fff) !== 0;
  if (header < 20 || isLaterFragment) return null;
  // Ethernet pads short packets: the length that counts is the packet's own.
  const length = two(packet, 2);
  const body = packet.subarray(header, length >= header ? length : undefined);
  return transport(packet[9] ?? 0, packet.subarray(12, 16), packet.subarray(16, 20), body);
}

function inIpV6(packet: Uint8Array): Segment | null {
  const end = 40 + two(packet, 4);
  let next = packet[6] ?? 0;
  let at = 40;
  while (EXTENSIONS.has(next) || next === FRAGMENT) {
    if (next === FRAGMENT && (two(packet, at + 2) & 0xfff8) !== 0) return null;
    const size = next === FRAGMENT ? 8 : ((packet[at + 1] ?? 0) + 1) * 8;
    next = packet[at] ?? 0;
    at += size;
    if (at >= packet.length) return null;
  }
  const body = packet.subarray(at, end > at ? end : undefined);
  return transport(next, packet.subarray(8, 24), packet.subarray(24, 40), body);
}

function transport(
  protocol: number,
  source: Uint8Array,
  destination: Uint8Array,
  body: Uint8Array,
): Segment | null {
  const header = protocol === UDP ? 8 : protocol === TCP ? ((body[12] ?? 0) >> 4) * 4 : 0;
  if (header < 8 || body.length < header) return null;
  const isTcp = protocol === TCP;
  return {
    source,
    destination,
    sourcePort: two(body, 0),
    destinationPort: two(body, 2),
    payload: body.subarray(header),
    sequence: isTcp ? ((two(body, 4) << 16) | two(body, 6)) >>> 0 : null,
    isStart: isTcp && ((body[13] ?? 0) & 2) !== 0,
  };
}
