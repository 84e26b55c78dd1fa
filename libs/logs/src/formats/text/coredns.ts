import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

const QUERY =
  /(?:^|\s)(\S+) - \d+ "(\S+) (\S+) (\S+) (?:udp|tcp|tls|https|grpc|quic)\S* \d+ \w+ \d+" (\S+)/;
const MARK = /\[(?:INFO|ERROR|WARNING|DEBUG)\]/;

/** CoreDNS with the log plugin, in its common and combined formats. */
export const coredns: LineFormat = {
  name: 'coredns',
  description: "CoreDNS's log plugin",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, MARK),
  open: ({ options }) => ({
    line(text, sink) {
      const query = QUERY.exec(text);
      if (query !== null) {
        const [, client = '', type = '', , name = '', code = ''] = query;
        sink.event(withoutFinalDot(name), {
          time: timeInLine(text, options.referenceTime ?? null),
          client: addressOf(client),
          type: recordType(type),
          answer: answerOf(code),
        });
      } else if (text.trim() === '') sink.note('blank');
      else if (/ - \d+ "/.test(text)) sink.reject('cut_off');
      else if (MARK.test(text) || /^(?:CoreDNS-|linux\/|\.:\d+|plugin\/)/.test(text))
        sink.note('unrelated');
      else sink.reject('unreadable');
    },
  }),
};
