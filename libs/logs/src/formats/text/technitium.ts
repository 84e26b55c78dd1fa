import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';

/** `[time] [client] [protocol] QNAME: …; QTYPE: …; QCLASS: …; RCODE: …; ANSWER: […]`, a user's name in front of `QNAME` or not. */
const RECORD =
  /^\[[^\]]+\] \[(.+?)\] (?:\[[^\]]*\] )+QNAME: ([^;]*); QTYPE: (\w+); QCLASS: \w+; RCODE: (\w+); ANSWER: \[(.*)\]\s*$/;
const QUERY = /\] QNAME: [^;]*; QTYPE: /;

/** The log of Technitium's DNS server with queries in it, whose other lines are of the server itself. */
export const technitium: LineFormat = {
  name: 'technitium',
  description: "Technitium DNS Server's log with queries",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: ({ content }) =>
    content.some((line) => RECORD.test(line))
      ? 0.98 * shareOf(content, (line) => line.startsWith('['))
      : 0,
  open: ({ options }) => ({
    line(text, sink) {
      const record = RECORD.exec(text);
      if (record !== null) {
        const [, client = '', name = '', type = '', rcode = '', list = ''] = record;
        const answers = list === '' ? [] : list.split(', ');
        sink.event(withoutFinalDot(name), {
          time: timeInLine(text, options.referenceTime ?? null),
          client: addressOf(client),
          type: recordType(type),
          answer: answerOf(rcode, answers),
          answers,
        });
      } else if (text.trim() === '') sink.note('blank');
      else if (QUERY.test(text)) sink.reject('cut_off');
      else sink.note('unrelated');
    },
  }),
};
