import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

const PACKET = /\bPacket from (\S+) for (\S+) (\S+) with id (\d+)/;
const ANSWER = /\bAnswer to (\S+) for (\S+) (\S+) \(([^)]*)\) with id (\d+)/;

/** dnsdist's LogAction and LogResponseAction. */
export const dnsdist: LineFormat = {
  name: 'dnsdist',
  description: "dnsdist's LogAction and LogResponseAction",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) =>
    Math.max(
      textLogShare(sample, PACKET, /\bdnsdist\b/),
      textLogShare(sample, ANSWER, /\bdnsdist\b/),
    ),
  open: ({ options }) => {
    const joiner = new TransactionJoiner();
    return {
      line(text, sink) {
        const time = timeInLine(text, options.referenceTime ?? null);
        const packet = PACKET.exec(text);
        const answer = packet === null ? ANSWER.exec(text) : null;
        if (packet !== null) {
          const [, from = '', asked = '', type = '', id = ''] = packet;
          const name = withoutFinalDot(asked);
          const parts = { time, client: addressOf(from), type: recordType(type) };
          joiner.query(`${from} ${id} ${name.toLowerCase()}`, name, parts, sink);
        } else if (answer !== null) {
          const [, to = '', asked = '', type = '', code = '', id = ''] = answer;
          const name = withoutFinalDot(asked);
          const parts = { answer: answerOf(code) };
          joiner.answer(`${to} ${id} ${name.toLowerCase()}`, parts, sink, () => {
            sink.event(name, { time, client: addressOf(to), type: recordType(type), ...parts });
          });
        } else if (text.trim() === '') sink.note('blank');
        else if (/\b(?:Packet from|Answer to) /.test(text)) sink.reject('cut_off');
        else sink.note('unrelated');
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};
