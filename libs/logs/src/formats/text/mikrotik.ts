import { answerOf } from '../../events/answer.ts';
import type { EventParts } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { addressOf, isAddress, withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

const QUERY = /\bquery from (\S+): #(\d+) (\S+) ([A-Z]+\d*|unknown)\s*$/;
const DONE = /\bdone query: #(\d+) (.+?)\s*$/;
const DNS = /\bdns\b|\bquery from \S+: #\d|\bdone query: #\d/;

/** MikroTik RouterOS with the topic `dns` logged; a query and its outcome are joined by their number. */
export const mikrotik: LineFormat = {
  name: 'mikrotik',
  description: "MikroTik RouterOS' log of the topic dns",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, DNS),
  open: ({ options }) => {
    const joiner = new TransactionJoiner();
    return {
      line(text, sink) {
        const query = QUERY.exec(text);
        const done = query === null ? DONE.exec(text) : null;
        if (query !== null) {
          const [, client = '', number = '', name = '', type = ''] = query;
          const parts = {
            time: timeInLine(text, options.referenceTime ?? null),
            client: addressOf(client),
            type: recordType(type),
          };
          joiner.query(number, withoutFinalDot(name), parts, sink);
        } else if (done !== null) {
          const [, number = '', outcome = ''] = done;
          joiner.answer(number, partsOf(outcome), sink, null);
        } else if (text.trim() === '') sink.note('blank');
        else if (/\bquery from \S+: #\d/.test(text)) sink.reject('cut_off');
        else sink.note('unrelated');
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};

/** `dns name does not exist`, `dns server failure`, or the name with what it stands for. */
function partsOf(outcome: string): EventParts {
  if (outcome.includes('name does not exist')) return { answer: 'nxdomain' };
  if (/\bfailure\b|\btimeout\b|\brefused\b/.test(outcome)) return { answer: 'failed' };
  const [, value = ''] = outcome.split(/\s+/);
  const answers = isAddress(value) ? [value] : [];
  return { answer: answerOf(0, answers), answers };
}
