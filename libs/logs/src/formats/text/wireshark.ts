import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { parseTime, type TimeReference } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

/** Time, source and destination, in cells, in columns or with tshark's arrow, before the protocol. */
const ENDS =
  /^\s*"?\d*"?[\s,]+"?(\S[^",]*?)"?[\s,]+"?([\da-fA-F.:]{3,})"?[\s,]+(?:(?:→|->)\s+)?"?([\da-fA-F.:]{3,})$/;
const PROTOCOL = /"?[\s,]+"?DNS"?[\s,]+"?\d+"?[\s,]+"?/;
/** Longer is no packet's beginning, whose form is looked for from every place in it. */
const LONGEST_BEGINNING = 200;
const MESSAGE =
  /^Standard query (response )?0x([\da-f]{4}) (?:(No such name|Server failure|Refused|Format error|Not implemented) )?(\w+) ([^\s"]+)/;
const RESOURCE = /\s(?:A|AAAA) ([\da-fA-F.:]+)(?=[\s"]|$)/g;
const HEADER = /^"?No\.?"?[\s,]+"?Time"?[\s,]+"?Source"?[\s,]/;
const CODES: ReadonlyMap<string, string> = new Map([
  ['No such name', 'NXDOMAIN'],
  ['Server failure', 'SERVFAIL'],
  ['Refused', 'REFUSED'],
]);
const QUERY = /DNS"?[\s,]+"?\d+"?[\s,]+"?Standard query (?:response )?0x[\da-f]{4} /;

/** Wireshark's packet list as it exports it (CSV or plain text), and what tshark prints; queries and responses joined. */
export const wireshark: LineFormat = {
  name: 'wireshark',
  description: "Wireshark's packet list as CSV or text, and tshark's lines: DNS packets, joined",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, PROTOCOL),
  open: ({ options }) => {
    const joiner = new TransactionJoiner();
    return {
      line(text, sink) {
        const { when, source, destination, info } = packetIn(text);
        const message = MESSAGE.exec(info);
        if (message === null) {
          if (text.trim() === '') sink.note('blank');
          else if (HEADER.test(text)) sink.note('header');
          else if (info.startsWith('Standard query')) sink.reject('cut_off');
          else sink.note('unrelated');
          return;
        }
        const [head, response, id = '', failure, type = '', name = ''] = message;
        const client = response === undefined ? source : destination;
        const key = `${client} ${id} ${name.toLowerCase()}`;
        const parts = {
          time: absolute(when, options.referenceTime ?? null),
          client,
          type: recordType(type),
        };
        if (response === undefined) joiner.query(key, name, parts, sink);
        else {
          const answers = [...info.slice(head.length).matchAll(RESOURCE)].map(
            ([, one = '']) => one,
          );
          const code = failure === undefined ? 0 : (CODES.get(failure) ?? failure);
          const answer = { answer: answerOf(code, answers), answers };
          joiner.answer(key, answer, sink, () => {
            sink.event(name, { ...parts, ...answer });
          });
        }
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};

interface Packet {
  readonly when: string;
  readonly source: string;
  readonly destination: string;
  readonly info: string;
}

/** The cells of a DNS packet's line; empty ones of any other. */
function packetIn(text: string): Packet {
  const protocol = PROTOCOL.exec(text);
  const beginning = text.slice(0, protocol?.index ?? 0);
  const [, when = '', source = '', destination = ''] =
    beginning.length > LONGEST_BEGINNING ? [] : (ENDS.exec(beginning) ?? []);
  const isPacket = protocol !== null && source !== '';
  const info = isPacket ? text.slice(protocol.index + protocol[0].length) : '';
  return { when, source, destination, info };
}

/** Seconds since the first packet, which the list shows unless told otherwise, are no time. */
function absolute(text: string, reference: TimeReference | null): number | null {
  return /^\d{1,8}(?:\.\d+)?$/.test(text) ? null : parseTime(text, reference);
}
