import { shareOf } from '../../detect/sample.ts';
import type { Answer } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';

const TSV =
  /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\]\t([\da-fA-F.:[\]]+)\t([^\t]*)\t([^\t]*)\t([A-Z_]+)(?:\t|$)/;
const LTSV =
  /^time:(\d+(?:\.\d+)?)\thost:([^\t]*)\tmessage:([^\t]*)\ttype:([^\t]*)\treturn:([A-Z_]+)(?:\t|$)/;

/** The proxy's own words for what became of a query; any other is a failure of its servers. */
const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ['PASS', 'resolved'],
  ['FORWARD', 'resolved'],
  ['CLOAK', 'resolved'],
  ['SYNTH', 'resolved'],
  ['REJECT', 'blocked'],
  ['DROP', 'blocked'],
  ['NXDOMAIN', 'nxdomain'],
]);

const recordIn = (line: string): RegExpExecArray | null => TSV.exec(line) ?? LTSV.exec(line);

/** dnscrypt-proxy's query log, in both its forms (`tsv` and `ltsv`), and its log of queries that don't exist. */
export const dnscryptProxy: LineFormat = {
  name: 'dnscrypt-proxy',
  description: "dnscrypt-proxy's query log, tsv or ltsv",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: ({ content }) => 0.98 * shareOf(content, (line) => recordIn(line) !== null),
  open: () => ({
    line(text, sink) {
      const record = recordIn(text);
      if (record !== null) {
        const [, time = '', client = '', name = '', type = '', code = ''] = record;
        sink.event(withoutFinalDot(name), {
          time: parseTime(time),
          client: addressOf(client),
          type: recordType(type),
          answer: ANSWERS.get(code) ?? 'failed',
        });
      } else if (text.trim() === '') sink.note('blank');
      else sink.reject('cut_off');
    },
  }),
};
