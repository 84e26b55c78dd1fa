import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { isHostName, withoutFinalDot } from '../../text/host-name.ts';
import { hostInWord } from '../../text/name-in-text.ts';
import { parseTime } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';

const HEADER = /\bCEF:\d\|([^|]*)\|([^|]*)\|[^|]*\|([^|]*)\|([^|]*)\|[^|]*\|(.*)$/;
const REWRITE = /rpz \S+ (\S+) rewrite (\S+) \[(\w+)\]/;
const NAME_KEYS = ['InfobloxDNSQName', 'destinationDnsDomain', 'query', 'qname', 'dhost'];

/** ArcSight's common event format as Infoblox and others write DNS events with it. */
export const cef: LineFormat = {
  name: 'cef',
  description: 'CEF: Infoblox (queries, RPZ hits) and other DNS events',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: ({ content }) => 0.95 * shareOf(content, (line) => HEADER.test(line)),
  open: ({ options }) => ({
    line(text, sink) {
      const header = HEADER.exec(text);
      if (header === null) {
        if (text.trim() === '') sink.note('blank');
        else sink.reject('unreadable');
        return;
      }
      const fields = extensionOf(header[5] ?? '');
      const rewrite = REWRITE.exec(fields.get('msg') ?? '');
      const key = NAME_KEYS.find((name) => isHostName(fields.get(name) ?? ''));
      const asked = key === undefined ? hostInWord(fields.get('request') ?? '') : fields.get(key);
      const name = rewrite?.[2] ?? asked;
      if (name === undefined || name === null) {
        sink.note('unrelated');
        return;
      }
      const isBlocked =
        rewrite !== null ||
        /block|deny|redirect/i.test(fields.get('InfobloxPolicyAction') ?? fields.get('act') ?? '');
      const type = rewrite?.[3] ?? fields.get('InfobloxDNSQType') ?? fields.get('qtype') ?? null;
      sink.event(withoutFinalDot(name), {
        time: parseTime(fields.get('rt') ?? '') ?? timeInLine(text, options.referenceTime ?? null),
        // A response goes from the server to the client.
        client: fields.get(fields.get('spt') === '53' ? 'dst' : 'src') ?? null,
        type: recordType(type),
        answer: isBlocked ? 'blocked' : answerOf(fields.get('InfobloxDNSRCode') ?? ''),
      });
    },
  }),
};

/** `key=value key=value with blanks`: a value goes on up to the next key. */
function extensionOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, key = '', value = ''] of text.matchAll(/(\w+)=((?:\\.|[^\\=])*?)(?=\s\w+=|$)/g)) {
    fields.set(key, value.replace(/^"(.*)"$/, '$1').trim());
  }
  return fields;
}
