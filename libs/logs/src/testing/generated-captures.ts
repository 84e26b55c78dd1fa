import { Buffer } from 'buffer';

import { encode, type Packet, type RecordType } from 'dns-packet';

import { dnstapType } from '../binary/dnstap-schema.ts';
import type { GeneratedQuery } from './generated-queries.ts';

const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const SERVER = [10, 0, 0, 1];

/** The wire form of a query and its response; the library has no name for HTTPS. */
export function messagesOf({ id, name, type, rcode, answers }: GeneratedQuery): {
  readonly query: Uint8Array;
  readonly response: Uint8Array;
} {
  const known = type === 'HTTPS' ? 'UNKNOWN_65' : type;
  const questions = [{ name, type: known as RecordType }];
  const query = encode({ type: 'query', id, flags: 0x100, questions });
  const response: Packet = {
    type: 'response',
    id,
    flags: 0x180 | CODES[rcode],
    questions,
    answers: answers.map((data) => ({ type: 'A' as const, name, ttl: 60, data })),
  };
  return { query, response: encode(response) };
}

/** A UDP packet over IPv4 and Ethernet, or over a VLAN. */
function udpPacket(
  message: Uint8Array,
  { client, port }: GeneratedQuery,
  isResponse: boolean,
  isTagged: boolean,
): Uint8Array {
  const asker = client.split('.').map(Number);
  const ethernet = Buffer.from([
    ...Array.from({ length: 12 }, () => 2),
    ...(isTagged ? [0x81, 0, 0, 5] : []),
    8,
    0,
  ]);
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(isResponse ? 53 : port, 0);
  udp.writeUInt16BE(isResponse ? port : 53, 2);
  udp.writeUInt16BE(8 + message.length, 4);
  return Buffer.concat([
    ethernet,
    ipHeader(17, 8 + message.length, asker, isResponse),
    udp,
    message,
  ]);
}

function ipHeader(
  protocol: number,
  length: number,
  asker: readonly number[],
  isResponse: boolean,
): Buffer {
  const ip = Buffer.from([
    0x45,
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    64,
    protocol,
    0,
    0,
    ...(isResponse ? [...SERVER, ...asker] : [...asker, ...SERVER]),
  ]);
  ip.writeUInt16BE(20 + length, 2);
  return ip;
}

/** Two TCP segments of one message, behind its length. */
function tcpPackets(message: Uint8Array, query: GeneratedQuery, isResponse: boolean): Uint8Array[] {
  const framed = Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
  const asker = query.client.split('.').map(Number);
  const cut = Math.floor(framed.length / 2);
  const start = 1000;
  return [framed.subarray(0, cut), framed.subarray(cut)].map((part, i) => {
    const tcp = Buffer.alloc(20);
    tcp.writeUInt16BE(isResponse ? 53 : query.port, 0);
    tcp.writeUInt16BE(isResponse ? query.port : 53, 2);
    tcp.writeUInt32BE(start + i * cut, 4);
    tcp[12] = 0x50;
    tcp[13] = 0x18;
    const ethernet = Buffer.from([...Array.from({ length: 12 }, () => 2), 8, 0]);
    return Buffer.concat([ethernet, ipHeader(6, 20 + part.length, asker, isResponse), tcp, part]);
  });
}

function packetsOf(query: GeneratedQuery, index: number): Uint8Array[] {
  const messages = messagesOf(query);
  // One in five over TCP, one in seven tagged.
  return [messages.query, messages.response].flatMap((message, i) =>
    index % 5 === 4
      ? tcpPackets(message, query, i === 1)
      : [udpPacket(message, query, i === 1, index % 7 === 6)],
  );
}

/** A capture of queries and responses, some over TCP and some in a VLAN. */
export function pcapOf(queries: readonly GeneratedQuery[], isLittle = true): Uint8Array {
  const header = Buffer.alloc(24);
  const write = (buffer: Buffer, value: number, at: number): void => {
    if (isLittle) buffer.writeUInt32LE(value, at);
    else buffer.writeUInt32BE(value, at);
  };
  write(header, 0xa1b2c3d4, 0);
  write(header, 0x00040002, 4);
  write(header, 65_535, 16);
  write(header, 1, 20);
  const packets = queries.flatMap((query, index) =>
    packetsOf(query, index).map((packet) => {
      const record = Buffer.alloc(16);
      write(record, Math.floor(query.time / 1000), 0);
      write(record, (query.time % 1000) * 1000, 4);
      write(record, packet.length, 8);
      write(record, packet.length, 12);
      return Buffer.concat([record, packet]);
    }),
  );
  return Buffer.concat([header, ...packets]);
}

/** The same as pcapng, with a clock of nanoseconds. */
export function pcapngOf(queries: readonly GeneratedQuery[]): Uint8Array {
  const block = (type: number, body: Uint8Array): Buffer => {
    const padded = Buffer.alloc(Math.ceil(body.length / 4) * 4);
    padded.set(body);
    const frame = Buffer.alloc(12);
    frame.writeUInt32LE(type, 0);
    frame.writeUInt32LE(12 + padded.length, 4);
    frame.writeUInt32LE(12 + padded.length, 8);
    return Buffer.concat([frame.subarray(0, 8), padded, frame.subarray(8)]);
  };
  const section = Buffer.from([
    0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255,
  ]);
  const network = Buffer.from([1, 0, 0, 0, 0, 0, 4, 0, 9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0]);
  const packets = queries.flatMap((query, index) =>
    packetsOf(query, index).map((packet) => {
      const head = Buffer.alloc(20);
      const nanoseconds = BigInt(query.time) * 1_000_000n;
      head.writeUInt32LE(Number(nanoseconds >> 32n), 4);
      head.writeUInt32LE(Number(nanoseconds & 0xffffffffn), 8);
      head.writeUInt32LE(packet.length, 12);
      head.writeUInt32LE(packet.length, 16);
      return block(6, Buffer.concat([head, packet]));
    }),
  );
  return Buffer.concat([block(0x0a0d0d0a, section), block(1, network), ...packets]);
}

/** A Frame Streams file of dnstap messages: client queries and responses, and a resolver's own that do not count. */
export function dnstapOf(queries: readonly GeneratedQuery[]): Uint8Array {
  const contentType = Buffer.from('protobuf:dnstap.Dnstap');
  const start = Buffer.alloc(12);
  start.writeUInt32BE(2, 0);
  start.writeUInt32BE(1, 4);
  start.writeUInt32BE(contentType.length, 8);
  const control = (body: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const frame = (message: object): Buffer => {
    const body = dnstapType.encode(dnstapType.fromObject({ type: 1, message })).finish();
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    return Buffer.concat([head, body]);
  };
  const frames = queries.map((query) => {
    const { query: asked, response } = messagesOf(query);
    const side = {
      socketFamily: 1,
      socketProtocol: 1,
      queryAddress: Uint8Array.from(query.client.split('.').map(Number)),
      queryPort: query.port,
      queryTimeSec: Math.floor(query.time / 1000),
      queryTimeNsec: (query.time % 1000) * 1e6,
    };
    return Buffer.concat([
      frame({ ...side, type: 5, queryMessage: asked }),
      frame({ ...side, type: 3, queryMessage: asked }),
      frame({ ...side, type: 6, responseMessage: response }),
    ]);
  });
  const stop = Buffer.alloc(4);
  stop.writeUInt32BE(3);
  return Buffer.concat([control(Buffer.concat([start, contentType])), ...frames, control(stop)]);
}
