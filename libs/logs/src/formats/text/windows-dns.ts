import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { TimeReference } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { textLogShare } from './text-log.ts';

const PACKET =
  /\bPACKET\s+[\dA-Fa-f]+\s+(UDP|TCP)\s+(Rcv|Snd)\s+(\S+)\s+([\dA-Fa-f]{4})\s+(R)?\s*([QNU?])\s+\[([^\]]*)\]\s+(\S+)\s+(\(\S.*)$/;
const MARK =
  /\bPACKET\b|^(?:DNS Server log file|Log file (?:wrap|creation)|Message logging key|\s+(?:Field|Remote|Opcode|Flags|Xid|Response|Question|Send|UDP|TCP))/;
const CODE = /\s([A-Z]+)\s*$/;

/** The debug log of Windows' DNS server; packets between the server and other servers are none of a client's. */
export const windowsDebug: LineFormat = {
  name: 'windows-dns-debug',
  description: "the debug log of Windows' DNS server",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, PACKET, MARK),
  open: ({ options }) => new WindowsDebugParser(options.referenceTime ?? null),
};

class WindowsDebugParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  readonly #reference: TimeReference | null;

  constructor(reference: TimeReference | null) {
    this.#reference = reference;
  }

  line(text: string, sink: RecordSink): void {
    const packet = PACKET.exec(text);
    if (packet === null) {
      if (text.trim() === '') sink.note('blank');
      else if (/\bPACKET\b/.test(text) && /\(\d+\)|\[/.test(text)) sink.reject('cut_off');
      else sink.note(MARK.test(text) ? 'header' : 'unrelated');
      return;
    }
    const [
      ,
      ,
      direction = '',
      client = '',
      id = '',
      response,
      opcode,
      flags = '',
      type = '',
      labels = '',
    ] = packet;
    const isAnswer = response === 'R';
    // What the server asks other servers, and what these answer, is the same query once more.
    if (opcode !== 'Q' || (direction === 'Snd') !== isAnswer) {
      sink.note('unrelated');
      return;
    }
    const name = nameOfLabels(labels);
    const parts = { time: timeInLine(text, this.#reference), client, type: recordType(type) };
    const key = `${client} ${id} ${name.toLowerCase()}`;
    if (!isAnswer) this.#joiner.query(key, name, parts, sink);
    else {
      const answer = answerOf(CODE.exec(flags)?.[1]);
      this.#joiner.answer(key, { ...parts, answer }, sink, () => {
        sink.event(name, { ...parts, answer });
      });
    }
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }
}

/** `(3)www(6)google(3)com(0)`, each label behind its length. */
export function nameOfLabels(text: string): string {
  const labels: string[] = [];
  let at = 0;
  for (;;) {
    const length = /^\((\d+)\)/.exec(text.slice(at));
    if (length === null || length[1] === '0') break;
    const size = Number(length[1]);
    at += length[0].length;
    // Where a length is wrong the next bracket ends the label.
    const isRight = text[at + size] === '(' || at + size === text.length;
    const end = isRight ? at + size : text.indexOf('(', at);
    labels.push(text.slice(at, end < 0 ? text.length : end).trim());
    if (end < 0) break;
    at = end;
  }
  return labels.length === 0 ? '.' : withoutFinalDot(labels.join('.'));
}

const ANALYTIC =
  /\b(QUERY_RECEIVED|RESPONSE_SUCCESS|RESPONSE_FAILURE|LOOK_?UP|REC\w*_\w+|INTERNAL_LOOKUP_\w+|\w+_REQUEST_\w+): /;
const ANALYTIC_QUERY = /\b(QUERY_RECEIVED|RESPONSE_SUCCESS|RESPONSE_FAILURE): /;

/** The analytic log of Windows' DNS server as text: `QUERY_RECEIVED: TCP=0; …; Source=10.0.0.5; …; QNAME=…`. */
export const windowsAnalytic: LineFormat = {
  name: 'windows-dns-analytic',
  description: "the analytic log of Windows' DNS server, exported as text",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, ANALYTIC_QUERY, ANALYTIC),
  open: ({ options }) => {
    const joiner = new TransactionJoiner();
    return {
      line(text, sink) {
        const event = ANALYTIC_QUERY.exec(text)?.[1];
        if (event === undefined) {
          sink.note(text.trim() === '' ? 'blank' : 'unrelated');
          return;
        }
        const name = withoutFinalDot(part(text, 'QNAME') ?? '');
        const client = part(text, 'Source') ?? part(text, 'Destination');
        if (name === '') {
          sink.reject('no_name');
          return;
        }
        const time = timeInLine(text, options.referenceTime ?? null);
        const type = recordType(part(text, 'QTYPE'));
        const key = `${client ?? ''} ${part(text, 'XID') ?? ''} ${name.toLowerCase()}`;
        if (event === 'QUERY_RECEIVED') joiner.query(key, name, { time, client, type }, sink);
        else {
          const answer = answerOf(
            Number(part(text, 'RCODE') ?? (event === 'RESPONSE_SUCCESS' ? 0 : 2)),
          );
          joiner.answer(key, { answer }, sink, () => {
            sink.event(name, { time, client, type, answer });
          });
        }
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};

function part(text: string, key: string): string | null {
  return new RegExp(`\\b${key}=([^;,"]*)`).exec(text)?.[1]?.trim() ?? null;
}
