/** Bytes that come again under the same seed. */
class Noise {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}

const CONTENT_TYPE = 'protobuf:dnstap.Dnstap';

/** Frames of dnstap that are broken in every layer: lengths, control frames, protobuf, DNS messages; one connection's worth. */
export function fuzzedDnstap(seed: number, count: number): Buffer {
  const noise = new Noise(seed);
  const frames = Array.from({ length: count }, () => {
    const body = noise.bytes(noise.below(120));
    switch (noise.below(6)) {
      case 0:
        return Buffer.concat([uint32(0), uint32(noise.below(64)), body]);
      case 1:
        return control(noise.below(8));
      case 2:
        return Buffer.concat([uint32(body.length + noise.below(3)), body]);
      default:
        return Buffer.concat([uint32(body.length + 6), dnstapOf(body)]);
    }
  });
  return Buffer.concat([control(4), control(2), ...frames]);
}

/** Messages that begin like syslog and go wrong somewhere behind, or are noise from the start. */
export function fuzzedSyslog(seed: number, count: number): Buffer[] {
  const noise = new Noise(seed);
  const beginnings = [
    '',
    '<30>',
    '<30>1 ',
    '<30>1 2026-11-27T10:00:00Z h a - - [',
    '<30>Nov 27 10:00:00 h x[1]: ',
    '999999 <',
    '12 <',
  ];
  return Array.from({ length: count }, () =>
    Buffer.concat([
      Buffer.from(beginnings[noise.below(beginnings.length)] ?? ''),
      noise.bytes(noise.below(300)),
    ]),
  );
}

/** A dnstap message (type 1) around bytes that are a Message, or are not. */
function dnstapOf(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x78, 1, 0x72, body.length & 127, 0, 0]), body]);
}

/** What a resolver sends from its first byte to its last: one client's query for a name that does not exist. */
export function dnstapOfQuery(name: string, client: readonly number[], second: number): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`\0${label}`));
  for (const label of labels) label[0] = label.length - 1;
  // A response with the code NXDOMAIN and one question: type A, class IN.
  const header = Buffer.from([0, 1, 0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0]);
  const response = Buffer.concat([header, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
  const message = Buffer.concat([
    Buffer.from([8, 6]),
    field(4, Buffer.from(client)),
    varint(12 << 3),
    varint(second),
    field(14, response),
  ]);
  const frame = Buffer.concat([field(14, message), varint(15 << 3), varint(1)]);
  return Buffer.concat([control(4), control(2), uint32(frame.length), frame, control(3)]);
}

/** A field of bytes of a protobuf message. */
function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

function control(type: number): Buffer {
  const field = Buffer.concat([uint32(1), uint32(CONTENT_TYPE.length), Buffer.from(CONTENT_TYPE)]);
  return Buffer.concat([uint32(0), uint32(4 + field.length), uint32(type), field]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
