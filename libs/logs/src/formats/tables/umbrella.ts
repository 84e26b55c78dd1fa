import { columnsOf } from '../../csv/columns-of.ts';
import { shareOf } from '../../detect/sample.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { isHostName, withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { LineFormat } from '../format.ts';

/** Time, most granular identity, identities, internal and external address, action, type, code, domain, categories … */
const [TIME, IDENTITY, INTERNAL, EXTERNAL, ACTION, TYPE, CODE, DOMAIN] = [0, 1, 3, 4, 5, 6, 7, 8];

function isRecord(line: string): boolean {
  const cells = columnsOf(line, ',') ?? [];
  return (
    cells.length > DOMAIN &&
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cells[TIME] ?? '') &&
    /^(?:allowed|blocked|proxied)/i.test(cells[ACTION] ?? '') &&
    /^\d+ \(\w+\)$/.test(cells[TYPE] ?? '')
  );
}

/** Cisco Umbrella's DNS log as it is exported to S3, which has no header. */
export const umbrella: LineFormat = {
  name: 'umbrella',
  description: "Cisco Umbrella's DNS log (S3 export)",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: ({ content }) => 0.98 * shareOf(content, isRecord),
  open: () => ({
    line(text, sink) {
      const cells = columnsOf(text, ',');
      if (text.trim() === '') sink.note('blank');
      else if (cells === null) sink.reject('unclosed_quote');
      else if (cells.length <= DOMAIN) sink.reject('too_few_columns');
      else if (/^"?timestamp/i.test(text)) sink.note('header');
      else {
        const cell = (at: number): string | null => given(cells[at]);
        const name = withoutFinalDot(cell(DOMAIN) ?? '');
        const isBlocked = /^blocked/i.test(cell(ACTION) ?? '');
        const parts = {
          time: parseTime(cell(TIME)),
          client: cell(INTERNAL) ?? cell(EXTERNAL) ?? cell(IDENTITY),
          type: recordType(cell(TYPE)),
          answer: isBlocked ? ('blocked' as const) : answerOf(cell(CODE)),
        };
        if (name === '' || (!isHostName(name) && name === '-')) sink.reject('no_name');
        else sink.event(name, parts);
      }
    },
  }),
};

function given(cell: string | undefined): string | null {
  const text = cell?.trim() ?? '';
  return text === '' ? null : text;
}
