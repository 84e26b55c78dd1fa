import { addressText } from '../../binary/address-text.ts';
import { DnsMessages } from '../../binary/dns-messages.ts';
import { readDnstap, type DnstapMessage } from '../../binary/dnstap-schema.ts';
import { FrameStream, isFrameStream } from '../../binary/frame-stream.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import type { BytesFormat, BytesParser } from '../format.ts';

/** Messages between a server and its own clients: authoritative, client, stub and tool, each query and response. */
const ASKED = new Set([1, 2, 5, 6, 9, 10, 11, 12]);
/** Actions of a policy that keep the true answer from the client. */
const BLOCKING = new Set([1, 2, 3, 5]);

/** dnstap in Frame Streams, as a file or from a socket: what unbound, BIND, Knot, CoreDNS, dnsdist write. */
export const dnstap: BytesFormat = {
  name: 'dnstap',
  description: 'dnstap (Frame Streams): client queries and responses, joined',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'bytes',
  recognises: isFrameStream,
  open: () => new DnstapParser(),
};

class DnstapParser implements BytesParser {
  readonly #messages = new DnsMessages();
  readonly #frames: FrameStream;
  #sink: RecordSink | null = null;

  constructor() {
    this.#frames = new FrameStream((frame) => {
      if (this.#sink !== null) this.#frame(frame, this.#sink);
    });
  }

  bytes(block: Uint8Array, sink: RecordSink): void {
    this.#sink = sink;
    const wasBroken = this.#frames.isBroken;
    this.#frames.push(block);
    if (this.#frames.isBroken && !wasBroken)
      this.#broken(sink, 'unreadable', 'a frame of more than 1 MiB');
  }

  flush(sink: RecordSink): void {
    this.#messages.flush(sink);
  }

  end(sink: RecordSink): void {
    if (this.#frames.rest > 0 && !this.#frames.isBroken) this.#broken(sink, 'cut_off', null);
    this.#messages.flush(sink);
  }

  #broken(sink: RecordSink, reason: 'unreadable' | 'cut_off', detail: string | null): void {
    sink.report.lines = ++sink.line;
    sink.text = '';
    sink.reject(reason, detail);
  }

  #frame(frame: Uint8Array, sink: RecordSink): void {
    sink.report.lines = ++sink.line;
    sink.text = '';
    let message: DnstapMessage | null;
    try {
      message = readDnstap(frame);
    } catch {
      sink.reject('unreadable');
      return;
    }
    if (message === null || !ASKED.has(message.type)) {
      sink.note('unrelated');
      return;
    }
    // Queries have odd numbers, responses even ones; a response may carry its query, too.
    const isQuery = message.type % 2 === 1;
    const bytes = isQuery ? message.queryMessage : message.responseMessage;
    if (bytes === null || bytes.length === 0) {
      sink.reject('no_name');
      return;
    }
    const time =
      timeOf(message.queryTimeSec, message.queryTimeNsec) ??
      timeOf(message.responseTimeSec, message.responseTimeNsec);
    this.#messages.take(
      {
        message: bytes,
        client: addressText(message.queryAddress),
        port: message.queryPort,
        time,
        isBlocked: message.policy !== null && BLOCKING.has(message.policy.action),
      },
      sink,
    );
  }
}

function timeOf(seconds: number, nanoseconds: number): number | null {
  return seconds === 0 ? null : seconds * 1000 + Math.floor(nanoseconds / 1e6);
}
