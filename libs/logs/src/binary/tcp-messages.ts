import type { Segment } from './packet-payload.ts';

/** Connections that are open at once, and bytes of one that wait. */
const MAX_STREAMS = 10_000;
const MAX_HELD = 1 << 17;

interface Stream {
  next: number;
  held: Uint8Array;
}

/** Puts the segments of TCP connections together, in order, into DNS messages, each behind its length in two bytes. */
export class TcpMessages {
  readonly #streams = new Map<string, Stream>();

  /** The messages that are whole with this segment. */
  take({
    source,
    destination,
    sourcePort,
    destinationPort,
    payload,
    sequence,
    isStart,
  }: Segment): Uint8Array[] {
    const key = `${source.join('.')} ${sourcePort} ${destination.join('.')} ${destinationPort}`;
    const from = sequence ?? 0;
    if (isStart) {
      this.#open(key, { next: (from + 1) >>> 0, held: new Uint8Array(0) });
      return [];
    }
    if (payload.length === 0) return [];
    let stream = this.#streams.get(key);
    if (stream === undefined) this.#open(key, (stream = { next: from, held: new Uint8Array(0) }));
    // Sent once more, or out of order: what follows a gap starts a new message.
    if (from !== stream.next) {
      const isOld = (stream.next - from) >>> 0 < 1 << 30;
      if (isOld) return [];
      stream.held = new Uint8Array(0);
    }
    stream.next = (from + payload.length) >>> 0;
    return messagesIn(stream, payload);
  }

  #open(key: string, stream: Stream): void {
    this.#streams.delete(key);
    this.#streams.set(key, stream);
    if (this.#streams.size <= MAX_STREAMS) return;
    const oldest = this.#streams.keys().next().value;
    if (oldest !== undefined) this.#streams.delete(oldest);
  }
}

function messagesIn(stream: Stream, payload: Uint8Array): Uint8Array[] {
  const bytes = new Uint8Array(stream.held.length + payload.length);
  bytes.set(stream.held);
  bytes.set(payload, stream.held.length);
  const messages: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (at + 2 + length > bytes.length) break;
    messages.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  stream.held = bytes.length - at > MAX_HELD ? new Uint8Array(0) : bytes.slice(at);
  return messages;
}
