import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';

const RECORD =
  /^\d\.\d (\d{4}-\d\d-\d\dT\S+) (Z\w+) (\S+) (\S+) ([A-Z\d]+) (UDP|TCP) \S+ (\S+) \S+/;

/** The log of queries for a public zone of Amazon Route 53. */
export const route53Text: LineFormat = {
  name: 'route53-public',
  description: 'Amazon Route 53 log of queries for a public hosted zone',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: ({ content }) => shareOf(content, (line) => RECORD.test(line)),
  open: () => ({
    line(text, sink) {
      const record = RECORD.exec(text);
      if (record !== null) {
        const [, time, , name = '', type = '', code = '', , resolver = ''] = record;
        const parts = {
          time: parseTime(time),
          client: resolver,
          type: recordType(type),
          answer: answerOf(code),
        };
        sink.event(withoutFinalDot(name), parts);
      } else if (text.trim() === '') sink.note('blank');
      else sink.reject('unreadable');
    },
  }),
};
