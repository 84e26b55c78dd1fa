import { addressText } from '../../binary/address-text.ts';
import { CapturePackets, isCapture } from '../../binary/capture-packets.ts';
import { DnsMessages } from '../../binary/dns-messages.ts';
import { segmentOf, type Segment } from '../../binary/packet-payload.ts';
import { TcpMessages } from '../../binary/tcp-messages.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import type { BytesFormat, BytesParser } from '../format.ts';

const DNS = 53;

/** Captures of DNS traffic, over UDP and TCP; other packets are none of ours. */
export const pcap: BytesFormat = {
  name: 'pcap',
  description: 'pcap and pcapng captures: DNS on port 53, UDP and TCP, joined',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'bytes',
  recognises: isCapture,
  open: () => new PcapParser(),
};

class PcapParser implements BytesParser {
  readonly #messages = new DnsMessages();
  readonly #streams = new TcpMessages();
  readonly #packets: CapturePackets;
  #sink: RecordSink | null = null;

  constructor() {
    this.#packets = new CapturePackets((packet, linkType, time, isCut) => {
      if (this.#sink !== null) this.#packet(packet, linkType, time, isCut, this.#sink);
    });
  }

  bytes(block: Uint8Array, sink: RecordSink): void {
    this.#sink = sink;
    const wasBroken = this.#packets.isBroken;
    this.#packets.push(block);
    if (this.#packets.isBroken && !wasBroken)
      this.#broken(sink, 'unreadable', 'a length that no packet has');
  }

  flush(sink: RecordSink): void {
    this.#messages.flush(sink);
  }

  end(sink: RecordSink): void {
    if (this.#packets.rest > 0 && !this.#packets.isBroken) this.#broken(sink, 'cut_off', null);
    this.#messages.flush(sink);
  }

  #broken(sink: RecordSink, reason: 'unreadable' | 'cut_off', detail: string | null): void {
    sink.report.lines = ++sink.line;
    sink.text = '';
    sink.reject(reason, detail);
  }

  #packet(
    packet: Uint8Array,
    linkType: number,
    time: number | null,
    isCut: boolean,
    sink: RecordSink,
  ): void {
    sink.report.lines = ++sink.line;
    sink.text = '';
    const segment = segmentOf(packet, linkType);
    if (segment === null || (segment.sourcePort !== DNS && segment.destinationPort !== DNS)) {
      sink.note('unrelated');
      return;
    }
    if (segment.sequence === null) {
      if (isCut && segment.payload.length < 12) sink.reject('cut_off');
      else this.#message(segment, segment.payload, time, sink);
      return;
    }
    const messages = this.#streams.take(segment);
    if (messages.length === 0) sink.note('unrelated');
    for (const message of messages) this.#message(segment, message, time, sink);
  }

  #message(segment: Segment, message: Uint8Array, time: number | null, sink: RecordSink): void {
    // A response goes to the asker.
    const isResponse = ((message[2] ?? 0) & 0x80) !== 0;
    const address = isResponse ? segment.destination : segment.source;
    const port = isResponse ? segment.destinationPort : segment.sourcePort;
    this.#messages.take({ message, client: addressText(address), port, time }, sink);
  }
}
