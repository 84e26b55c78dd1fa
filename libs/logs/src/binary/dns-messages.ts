import { answerOf } from '../events/answer.ts';
import type { Answer, EventParts } from '../events/dns-event.ts';
import { recordType } from '../events/record-types.ts';
import { TransactionJoiner } from '../join/transaction-joiner.ts';
import type { RecordSink } from '../reading/record-sink.ts';
import { withoutFinalDot } from '../text/host-name.ts';
import { answerData, decodeMessage, responseCode } from './dns-message.ts';

const RESPONSE = 0x80;
const OPCODE = 0x78;

export interface Packet {
  readonly message: Uint8Array;
  /** Of the asker. */
  readonly client: string | null;
  readonly port: number;
  readonly time: number | null;
  /** A filter's answer, where the capture says so. */
  readonly isBlocked?: boolean;
}

/** Makes events of DNS messages as they were on the wire; query and response of one client, port and id are one. */
export class DnsMessages {
  readonly #joiner = new TransactionJoiner();

  /** Takes one message. */
  take({ message, client, port, time, isBlocked = false }: Packet, sink: RecordSink): void {
    if (message.length < 12) {
      sink.reject('cut_off');
      return;
    }
    const flags = message[2] ?? 0;
    if ((flags & OPCODE) !== 0) {
      sink.note('unrelated');
      return;
    }
    let decoded;
    try {
      decoded = decodeMessage(message);
    } catch (error) {
      sink.reject('bad_message', error instanceof Error ? error.message : null);
      return;
    }
    const [question] = decoded.questions ?? [];
    if (question === undefined) {
      sink.reject('no_name');
      return;
    }
    const name = withoutFinalDot(question.name === '' ? '.' : question.name);
    const type = typeOf(question.type);
    const key = `${client ?? ''} ${port} ${decoded.id ?? 0} ${name.toLowerCase()} ${type}`;
    const base = { time, client, type };
    if ((flags & RESPONSE) === 0) {
      this.#joiner.query(key, name, base, sink);
      return;
    }
    const answers = answerData(decoded);
    const answer: Answer | null = isBlocked ? 'blocked' : answerOf(responseCode(message), answers);
    const parts: EventParts = { ...base, answer, answers };
    this.#joiner.answer(key, parts, sink, () => {
      sink.event(name, parts);
    });
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }
}

/** The library writes types that it does not know as `UNKNOWN_65`. */
function typeOf(type: string): string {
  return recordType(type.replace(/^UNKNOWN_/, 'TYPE')) ?? type;
}
