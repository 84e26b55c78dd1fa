import { columnsOf } from '../../csv/columns-of.ts';
import { isKnownTitle } from '../../csv/field-names.ts';
import type { Sample } from '../../detect/sample.ts';
import type { Answer } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { isHostName, withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';

/** The columns of FTL's table `queries`, in order. */
const COLUMNS = [
  'id',
  'timestamp',
  'type',
  'status',
  'domain',
  'client',
  'forward',
  'additional_info',
  'reply_type',
];

/** FTL's own numbers of query types (from 100 on, the DNS number + 100). */
const TYPES = [
  '', 'A', 'AAAA', 'ANY', 'SRV', 'SOA', 'PTR', 'TXT', 'NAPTR', 'MX', 'DS', 'RRSIG', 'DNSKEY', 'NS', 'OTHER', 'SVCB', 'HTTPS',
]; // prettier-ignore

/** Statuses of queries that a list, a rule or the server above blocked. */
const BLOCKED = new Set(['1', '4', '5', '6', '7', '8', '9', '10', '11', '15', '16', '18']);
const BLOCKED_WORDS = /GRAVITY|REGEX|DENY|BLACKLIST|BLOCKED|SPECIAL_DOMAIN|DBBUSY/i;
const NXDOMAIN = new Set(['2', 'NXDOMAIN']);
const FAILED = new Set(['7', '8', '9', 'SERVFAIL', 'REFUSED', 'NOTIMP', 'NONE', '12']);
const UNANSWERED = new Set(['', '0', 'UNKNOWN']);

/** What became of a query, by FTL's status and the type of the reply, both as numbers or words. */
export function ftlAnswer(status: string, reply: string): Answer | null {
  if (BLOCKED.has(status) || BLOCKED_WORDS.test(status)) return 'blocked';
  if (NXDOMAIN.has(reply)) return 'nxdomain';
  if (FAILED.has(reply)) return 'failed';
  return UNANSWERED.has(reply) ? null : 'resolved';
}

export function ftlType(type: string): string | null {
  if (!/^\d+$/.test(type)) return recordType(type);
  const number = Number(type);
  return number >= 100 ? recordType(number - 100) : recordType(TYPES[number]);
}

/** Pi-hole's FTL database as `sqlite3` exports it, with `|` or commas, with or without a header. */
export const piholeFtl: LineFormat = {
  name: 'pihole-ftl',
  description: "Pi-hole's FTL database exported by sqlite3 (table queries)",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) => (planOf(sample) === null ? 0 : 0.97),
  open: ({ sample }) => {
    const { delimiter, titles } = planOf(sample) ?? { delimiter: '|', titles: COLUMNS };
    const at = Object.fromEntries(COLUMNS.map((title) => [title, titles.indexOf(title)]));
    const header = sample.content[0] ?? '';
    const isTitled = /\bdomain\b/i.test(header) && /\bstatus\b/i.test(header);
    return {
      line(text, sink) {
        if (text.trim() === '') sink.note('blank');
        else if (isTitled && text === header) sink.note('header');
        else {
          const cells = columnsOf(text, delimiter);
          if (cells === null) {
            sink.reject('unclosed_quote');
            return;
          }
          const cell = (title: string): string => cells[at[title] ?? -1]?.trim() ?? '';
          if (cells.length <= (at.domain ?? 0)) sink.reject('too_few_columns');
          else {
            if (sink.keep)
              sink.fields = Object.fromEntries(titles.map((title, i) => [title, cells[i]]));
            sink.event(withoutFinalDot(cell('domain')), {
              time: parseTime(cell('timestamp')),
              client: cell('client') || null,
              type: ftlType(cell('type')),
              answer: ftlAnswer(cell('status'), cell('reply_type')),
            });
          }
        }
      },
    };
  },
};

function planOf({ content }: Sample): { delimiter: string; titles: readonly string[] } | null {
  const [first = '', second = first] = content;
  for (const delimiter of ['|', ',', '\t', ';']) {
    const titles = (columnsOf(first, delimiter) ?? []).map((title) => title.trim().toLowerCase());
    const isFtl = ['domain', 'status', 'forward'].every((title) => titles.includes(title));
    if (isFtl && titles.some(isKnownTitle)) return { delimiter, titles };
    const [id = '', time = '', type = '', status = '', domain = ''] =
      columnsOf(second, delimiter) ?? [];
    const isRow =
      /^\d+$/.test(id) &&
      /^1\d{9}(?:\.\d+)?$/.test(time) &&
      /^\d{1,3}$/.test(type) &&
      /^\d{1,2}$/.test(status);
    if (isRow && isHostName(domain)) return { delimiter, titles: COLUMNS };
  }
  return null;
}
