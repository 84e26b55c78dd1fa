import { withVisibleBytes } from '../text/escaped-bytes.ts';
import type { ReadReport } from './read-report.ts';

/** A run that read less than this share of its records was not understood. */
const UNDERSTOOD = 0.1;

const REASONS: Readonly<Record<string, string>> = {
  bad_json: 'not JSON',
  bad_message: 'a DNS message that is broken',
  cut_off: 'cut off',
  invalid_bytes: 'bytes that are not UTF-8',
  line_too_long: 'longer than 1 MiB',
  no_name: 'without a name',
  too_few_columns: 'too few columns',
  unclosed_quote: 'a quote that is not closed',
  unreadable: 'not in the format',
};

/** One line for standard error: `dns.log: zeek, 120 records, 3 left out (2 without a name, 1 cut off)`. */
export function reportLine(report: ReadReport): string {
  const formats = [...report.formats.keys()].join(', ') || 'no format';
  const reasons = report.leftOut.map(
    ({ reason, count }) => `${count} ${REASONS[reason] ?? reason}`,
  );
  const leftOut =
    report.rejected === 0 ? '' : `, ${report.rejected} left out (${reasons.join(', ')})`;
  const source = report.source === '' ? '' : `${report.source}: `;
  return `${source}${formats}, ${report.events} ${report.events === 1 ? 'record' : 'records'}${leftOut}`;
}

/** The first line that was left out for the most frequent reason: `line 7, without a name: "…"`; null where none was. */
export function firstLeftOut({ leftOut: [most] }: ReadReport): string | null {
  if (most === undefined) return null;
  const { line, detail, text } = most.first;
  return `line ${line}, ${detail ?? REASONS[most.reason] ?? most.reason}: ${shown(text)}`;
}

/** Why a text was not understood, with the share, the reasons and the first such line; null where it was. */
export function failureOf(report: ReadReport, least = UNDERSTOOD): string | null {
  if (report.events > 0 && report.share >= least) return null;
  const records = report.events + report.rejected;
  const source = report.source === '' ? 'The input' : report.source;
  if (records === 0) {
    const why = [...report.warnings].map((warning) => ` ${warning}`).join('');
    return report.notes.unrelated > 0
      ? `${source} has ${report.notes.unrelated} lines and no field with a name.${why} Expected a log of DNS queries; give that, or name the column.`
      : `${source} has no records.`;
  }
  const first = firstLeftOut(report);
  const percent = (100 * report.share).toFixed(report.share === 0 ? 0 : 1);
  const reasons = report.leftOut.map(
    ({ reason, count }) => `${count} ${REASONS[reason] ?? reason}`,
  );
  return `${source}: ${report.events} of ${records} records could be read (${percent} %): ${reasons.join(', ')}.${first === null ? '' : ` The first, ${first}`}`;
}

/** The beginning of a line for a terminal, control characters escaped. */
function shown(text: string): string {
  return withVisibleBytes(text.slice(0, 120)).replace(
    /[\0-\x1f\x7f-\x9f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
