import { shareOf } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';

const RECORD =
  /^(\S+)\s+(?:\d+[smhdw]?\s+)?(?:(?:IN|CH)\s+)?(?:\d+\s+)?(CNAME|A|AAAA|TXT|DNAME|MX|NS|SOA|SRV|DS|PTR)\s+(\S.*)$/i;
const ABOUT_THE_ZONE =
  /^\s*(?:\$(?:TTL|ORIGIN|INCLUDE)\b|@\s|\S*\s+(?:\d+\s+)?(?:IN\s+)?SOA\s|\s(?:\d+\s+)?(?:IN\s+)?NS\s)/i;
const SOA = /^(\S+)\s+(?:\d+\s+)?(?:IN\s+)?SOA\s/i;

/** A response policy zone, or any other zone file: the owner of each record. */
export const rpz: LineFormat = {
  name: 'rpz',
  description: 'a response policy zone or another zone file',
  rows: 'unknown',
  fields: ['type'],
  frame: 'lines',
  detect: ({ content }) => {
    const records = content.filter((line) => !ABOUT_THE_ZONE.test(line) && !line.startsWith(';'));
    return 0.95 * shareOf(records, (line) => RECORD.test(line.trim()));
  },
  open: () => {
    let origin = '';
    let before = '';
    let apex = '';
    let isInSoa = false;
    return {
      line(text: string, sink: RecordSink): void {
        const line = text.replace(/;.*/, '').trimEnd();
        if (line.trim() === '') {
          sink.note(text.trim() === '' ? 'blank' : 'comment');
          return;
        }
        if (isInSoa || ABOUT_THE_ZONE.test(line)) {
          origin = /^\$ORIGIN\s+(\S+)/i.exec(line)?.[1] ?? origin;
          apex = SOA.exec(line)?.[1] ?? apex;
          isInSoa = (isInSoa || line.includes('(')) && !line.includes(')');
          sink.note('header');
          return;
        }
        const [, owner = '', type] = RECORD.exec(line.trim()) ?? [];
        const isNameServer = type?.toUpperCase() === 'NS';
        if (owner === '' || type === undefined) sink.reject('unreadable');
        else if (isNameServer && (owner === apex || apex === '')) sink.note('header');
        else if (
          /\.rpz-(?:ip|nsip|nsdname|client-ip)\.?$|\.rpz-(?:ip|nsip|nsdname|client-ip)\./i.test(
            owner,
          )
        ) {
          sink.note('unrelated');
        } else {
          const name = ownerName(owner, origin);
          // The wildcard beside a name is the same rule once more, and a name has several servers.
          const isSame = name === before && (owner.startsWith('*.') || isNameServer);
          if (isSame) sink.note('joined');
          else sink.event(name, { type: type.toUpperCase() });
          before = name;
        }
      },
    };
  },
};

/** The name that a policy is about: without its wildcard and the zone's own name behind it. */
function ownerName(owner: string, origin: string): string {
  const name = owner.startsWith('*.') ? owner.slice(2) : owner;
  const zone = `.${origin}`;
  if (origin.length > 1 && name.endsWith(zone)) return name.slice(0, -zone.length);
  return withoutFinalDot(name);
}
