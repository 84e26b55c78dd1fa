import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { addressOf, isAddress, withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';

/** Time, client, server, class, name, type, answer, time to live, count. */
const RECORD =
  /^(\d{9,10}\.\d+)\|\|([^|]+)\|\|[^|]+\|\|(?:IN|CH|HS)\|\|([^|]*)\|\|(\w+)\|\|(.*?)\|\|\d+\|\|\d+$/;

/** The log of passivedns (gamelinux): what was seen of answers, and of failures with its option for them. */
export const passivedns: LineFormat = {
  name: 'passivedns',
  description: 'the log of passivedns: answers and failures that a sensor saw',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: ({ content }) => 0.98 * shareOf(content, (line) => RECORD.test(line)),
  open: () => ({
    line(text, sink) {
      const record = RECORD.exec(text);
      if (record !== null) {
        const [, time = '', client = '', name = '', type = '', answer = ''] = record;
        const answers = isAddress(answer) ? [answer] : [];
        const isFailure =
          /^(?:NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMPL?|YX\w+|NX\w+|NOTAUTH|NOTZONE)$/.test(
            answer,
          );
        sink.event(withoutFinalDot(name), {
          time: parseTime(time),
          client: addressOf(client),
          type: recordType(type),
          answer: answerOf(isFailure ? answer : 0, answers),
          answers,
        });
      } else if (text.trim() === '') sink.note('blank');
      else sink.reject('cut_off');
    },
  }),
};
